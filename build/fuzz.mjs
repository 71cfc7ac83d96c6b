// npm run fuzz [-- --inputs 1000000 --seed 1]: every reader of what strangers write, on inputs by chance.

import { join } from 'node:path'

import { prepareTools } from './prepare.mjs'
import { runChild } from './prepare/child.mjs'
import { root } from './prepare/root.mjs'
import { runScript } from './prepare/stop.mjs'

await runScript(async () => {
  const node = await prepareTools()
  // Node runs TypeScript by taking the types out; 22.14 wants to be asked.
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const script = join(root, 'tests/fuzz/runFuzz.ts')
  const { code } = await runChild(node, [...flags, script, ...process.argv.slice(2)], { node })
  return code
})
