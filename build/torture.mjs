// npm run torture [-- --kills 10000 --seed 1 --lanes 2]: the command line, killed again and again.

import { join } from 'node:path'

import { prepareAll } from './prepare.mjs'
import { runChild } from './prepare/child.mjs'
import { root } from './prepare/root.mjs'
import { runScript } from './prepare/stop.mjs'

await runScript(async () => {
  const node = await prepareAll()
  // Node runs TypeScript by stripping the types; 22.14 needs a flag for it.
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const script = join(root, 'tests/faults/runTorture.ts')
  const { code } = await runChild(node, [...flags, script, ...process.argv.slice(2)], { node })
  return code
})
