import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { alone } from './alone.mjs'
import { runStep } from './child.mjs'
import { log } from './log.mjs'
import { Stop } from './stop.mjs'

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/** npm has its own files in `node_modules`, and so have we: the hash of the installed lockfile. */
const STAMP = '.patchbay-lock'

/**
 * Installs a folder's packages as its lockfile has them, when they are missing or the lockfile has changed.
 *
 * @param {object} options
 * @param {string} options.folder Holds `package.json` and `package-lock.json`.
 * @param {string} options.node Runs npm.
 * @param {string} options.message Printed before the work starts; nothing is printed without work.
 */
export async function installPackages({ folder, node, message }) {
  if (packagesAreFresh(folder)) return
  await alone(async () => {
    if (packagesAreFresh(folder)) return
    log(message)
    const [command, ...first] = npmCommand(node)
    // The builds need the development packages whatever NODE_ENV is; npm's output is shown only on failure.
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
    const { code, output } = await runStep(command, [...first, ...args], {
      node,
      cwd: folder,
      captured: true,
    })
    if (code !== 0) throw new Stop(`${output.trimEnd()}\nnpm ci failed in ${folder} (exit code ${code}).`)
    writeStamp(folder)
  })
}

/**
 * Whether `node_modules` matches the lockfile. A folder from `npm install` is accepted as it is.
 *
 * @param {string} folder
 */
function packagesAreFresh(folder) {
  const stamp = join(folder, 'node_modules', STAMP)
  const wanted = stampOf(folder)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true

  const installed = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  if (!installedMatches(readLockfile(join(folder, 'package-lock.json')), readLockfile(installed)))
    return false
  writeStamp(folder)
  return true
}

/**
 * Whether everything in `wanted` for this machine is installed, in the exact version.
 *
 * @param {Lockfile} wanted `package-lock.json`.
 * @param {Lockfile} installed `node_modules/.package-lock.json`, npm's record of what it installed.
 */
export function installedMatches(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, one]) => {
    if (path === '') return true
    const found = installed.packages[path]
    if (found === undefined) return one.optional === true && !isForThisMachine(one)
    return found.version === one.version && found.integrity === one.integrity
  })
}

/**
 * Only a package that names this system and processor, and no C library, is certainly needed here: others may belong to
 * parts that this machine does not use.
 *
 * @param {LockedPackage} one
 */
function isForThisMachine({ os, cpu, libc }) {
  return os?.includes(process.platform) === true && cpu?.includes(process.arch) === true && libc === undefined
}

/** @param {string} path */
function readLockfile(path) {
  // The cast: npm writes both files in this format.
  return /** @type {Lockfile} */ (JSON.parse(readFileSync(path, 'utf8')))
}

/**
 * Includes the machine: a folder that a container shares with its host needs other binaries in each.
 *
 * @param {string} folder
 */
function stampOf(folder) {
  const hash = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json')))
  return `${hash.digest('hex')} ${process.platform}-${process.arch}\n`
}

/** @param {string} folder */
function writeStamp(folder) {
  // A lockfile without packages creates no folder, and then there is nothing to record.
  if (existsSync(join(folder, 'node_modules')))
    writeFileSync(join(folder, 'node_modules', STAMP), stampOf(folder))
}

/**
 * The npm that started this script, else the one in PATH, run by `node`. Windows' `npm.cmd` would need a shell, npm's
 * own file does not.
 *
 * @param {string} node
 * @returns {[string, ...string[]]}
 */
function npmCommand(node) {
  const own = process.env.npm_execpath
  return own?.endsWith('npm-cli.js') === true && existsSync(own) ? [node, own] : ['npm']
}
