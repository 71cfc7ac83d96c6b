// npm run pack: the desktop app as a folder, under dist/release; with a stand-in if Electron is not on this machine.
// With --stand-in, always with that. npm run dist: the installers for this system, for which it downloads tools.

import { join } from 'node:path'

import { prepareTools } from './prepare.mjs'
import { findElectron } from './prepare/electron.mjs'
import { root } from './prepare/root.mjs'
import { log } from './prepare/log.mjs'
import { runScript } from './prepare/stop.mjs'

await runScript(async () => {
  const [what, ...args] = process.argv.slice(2)
  const node = await prepareTools()
  // Imported only now, because it needs the packages.
  const { packApp } = await import('./pack/packApp.mjs')
  const standsIn = args.includes('--stand-in')
  const lacks = what !== 'dist' && (standsIn || findElectron() === null)
  if (lacks && !standsIn)
    log('Electron is not on this machine: what is packed here has a stand-in for it, and cannot be started.')
  await packApp({
    node,
    args: [...(what === 'dist' ? [] : ['--dir']), ...args.filter((word) => word !== '--stand-in')],
    captured: false,
    standIn: lacks ? join(root, '.cache/stand-in') : null,
  })
  return 0
})
