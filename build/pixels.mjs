// npm run pixels: the local nodes beside other libraries' values, as the table of tests/pixels/README.md.

import { join } from 'node:path'

import { prepareTools } from './prepare.mjs'
import { runChild } from './prepare/child.mjs'
import { root } from './prepare/root.mjs'
import { runScript } from './prepare/stop.mjs'

await runScript(async () => {
  const node = await prepareTools()
  // Node runs TypeScript by stripping the types; 22.14 needs a flag for it.
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const { code } = await runChild(node, [...flags, join(root, 'tests/pixels/writeTable.ts')], { node })
  return code
})
