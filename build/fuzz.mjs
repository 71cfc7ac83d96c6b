// npm run fuzz [-- --inputs 1000000 --seed 1]: every parser of untrusted input, with random inputs.

import { join } from 'node:path'

import { prepareTools } from './prepare.mjs'
import { runChild } from './prepare/child.mjs'
import { root } from './prepare/root.mjs'
import { runScript } from './prepare/stop.mjs'

await runScript(async () => {
  const node = await prepareTools()
  // Node runs TypeScript by stripping the types; 22.14 needs a flag for it.
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const script = join(root, 'tests/fuzz/runFuzz.ts')
  const { code } = await runChild(node, [...flags, script, ...process.argv.slice(2)], { node })
  return code
})
