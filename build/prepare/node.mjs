import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { installPackages } from './packages.mjs'
import { root } from './root.mjs'
import { Stop } from './stop.mjs'

/** Contains the Node that is downloaded if the installed one is too old, one package per platform. */
const folder = join(root, 'build/node')

/**
 * A Node that can run the project: the current one, else one that is downloaded once into `build/node`.
 *
 * @returns {Promise<string>} The path of its binary.
 * @throws {Stop} When the current one is too old and there is none for this machine.
 */
export async function prepareNode() {
  const least = leastVersion()
  if (isAtLeast(process.versions.node, least)) return process.execPath

  await installPackages({
    folder,
    node: process.execPath,
    message: `Fetching Node 24 for Patchbay's own scripts (the Node here is ${process.versions.node})…`,
  })
  const node = join(
    folder,
    'node_modules',
    packageName(),
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  if (!existsSync(node)) {
    throw new Stop(
      `Patchbay needs Node ${least} or newer, the one here is ${process.versions.node}, and there is none to fetch for ` +
        `${process.platform}-${process.arch}. Install Node 24 (nodejs.org) and try again.`,
    )
  }
  return node
}

/** package.json is the only place with the minimum Node version. */
function leastVersion() {
  // The cast: our own package.json has it.
  const { engines } = /** @type {{ engines: { node: string } }} */ (
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  )
  return engines.node.replace(/^>=\s*/, '')
}

/**
 * @param {string} version `24.21.0`
 * @param {string} least `22.14`
 */
export function isAtLeast(version, least) {
  const has = version.split('.').map(Number)
  for (const [place, wanted] of least.split('.').map(Number).entries()) {
    const number = has[place] ?? 0
    if (number !== wanted) return number > wanted
  }
  return true
}

function packageName() {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
}
