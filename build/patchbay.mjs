// The command line, from the sources as they are now: npm run -s patchbay -- <command>

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

/** Paths count from where the person stands; npm has gone to the project's folder, and says where it was called. */
function callersFolder() {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env
  return script === 'patchbay' && folder !== undefined ? folder : process.cwd()
}
