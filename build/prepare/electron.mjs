import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { runStep } from './child.mjs'
import { root } from './root.mjs'

/** Electron's package, without its program until that is fetched. */
const folder = join(root, 'node_modules/electron')

/** Where its files lie once they are there. */
function distFolder() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  return given !== undefined && given !== '' ? given : join(folder, 'dist')
}

/**
 * The program of Electron, where it is on this machine. The package is not imported for that: it would fetch it.
 *
 * @returns {string | null}
 */
export function findElectron() {
  const note = join(folder, 'path.txt')
  const program = join(distFolder(), existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron')
  return existsSync(program) ? program : null
}

/** The folder of Electron's files, where they are on this machine. */
export const electronDist = () => (findElectron() === null ? null : distFolder())

/**
 * The same, fetched where it is not there and can be had.
 *
 * @param {string} node
 * @returns {Promise<string | null>}
 */
export async function fetchElectron(node) {
  const found = findElectron()
  if (found !== null) return found
  await runStep(node, [join(folder, 'install.js')], { node, cwd: folder, captured: true })
  return findElectron()
}
