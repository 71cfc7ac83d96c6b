import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { runStep } from './child.mjs'
import { root } from './root.mjs'

/** Electron's package, without its binary until that is downloaded. */
const folder = join(root, 'node_modules/electron')

/** The folder of its files once it was downloaded. */
function distFolder() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  return given !== undefined && given !== '' ? given : join(folder, 'dist')
}

/**
 * Electron's binary, if it is on this machine. The package is not imported for that, because it would download it.
 *
 * @returns {string | null}
 */
export function findElectron() {
  const note = join(folder, 'path.txt')
  const program = join(distFolder(), existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron')
  return existsSync(program) ? program : null
}

/** The folder of Electron's files, if they are on this machine. */
export const electronDist = () => (findElectron() === null ? null : distFolder())

/**
 * The same, downloaded if missing and available.
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
