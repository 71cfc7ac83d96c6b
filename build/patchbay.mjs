// The command line, from the current sources: npm run -s patchbay -- <command>

import { prepareAll } from './prepare.mjs'
import { bundles, commandLine } from './prepare/bundle.mjs'
import { runChild } from './prepare/child.mjs'
import { runScript } from './prepare/stop.mjs'

await runScript(async () => {
  const args = process.argv.slice(2)
  const node = await prepareAll(args[0] === 'edit' ? undefined : [bundles.commandLine])
  const { code } = await runChild(node, [commandLine, ...args], {
    node,
    cwd: callersFolder(),
  })
  return code
})

/** Paths are relative to the user's folder; npm has changed to the project's folder, and passes the original one. */
function callersFolder() {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env
  return script === 'patchbay' && folder !== undefined ? folder : process.cwd()
}
