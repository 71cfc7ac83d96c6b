// npm start: the editor in the desktop app, if Electron and a display are available; otherwise, and with -- --browser,
// in a browser. Further arguments after -- are for `patchbay edit`, or files to open.

import { prepareTools } from './prepare.mjs'
import { commandLine, inBrowser, onDesktop, prepareBundle } from './prepare/bundle.mjs'
import { runChild } from './prepare/child.mjs'
import { fetchElectron, findElectron } from './prepare/electron.mjs'
import { root } from './prepare/root.mjs'
import { log } from './prepare/log.mjs'
import { runScript } from './prepare/stop.mjs'
import { chooseHost } from './start/chooseHost.mjs'

await runScript(async () => {
  const node = await prepareTools()
  const choice = chooseHost({
    args: process.argv.slice(2),
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
  })
  if (choice.host === 'desktop') {
    if (findElectron() === null) log('Fetching Electron (once)…')
    const electron = await fetchElectron(node)
    if (electron !== null) {
      await prepareBundle(node, onDesktop)
      const { code } = await runChild(electron, [root, ...choice.args], { node })
      return code
    }
    log('Electron is not here and cannot be fetched, so the editor is served to a browser.')
  } else if (choice.why !== null) log(choice.why)
  await prepareBundle(node, inBrowser)
  const { code } = await runChild(node, [commandLine, 'edit', ...choice.args], { node })
  return code
})
