// npm run torture [-- --kills 10000 --seed 1 --lanes 2 --engine both]: the command line, killed again and again.

import { join } from 'node:path'

import { prepareAll } from './prepare.mjs'
import { runChild } from './prepare/child.mjs'
import { root } from './prepare/root.mjs'
import { runScript } from './prepare/stop.mjs'

await runScript(async () => {
  const node = await prepareAll()
  const { code } = await runChild(node, [join(root, 'build/tortureRunner.mjs'), ...process.argv.slice(2)], {
    node,
  })
  return code
})
