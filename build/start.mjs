// npm start: the editor, in a browser where there is a screen. Words after -- are for `patchbay edit`.

import { prepareAll } from './prepare.mjs'
import { commandLine } from './prepare/bundle.mjs'
import { runChild } from './prepare/child.mjs'
import { runScript } from './prepare/stop.mjs'

await runScript(async () => {
  const node = await prepareAll()
  const { code } = await runChild(node, [commandLine, 'edit', ...process.argv.slice(2)], { node })
  return code
})
