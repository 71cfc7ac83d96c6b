import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { alone } from './alone.mjs'
import { runStep } from './child.mjs'
import { root } from './root.mjs'
import { say } from './say.mjs'
import { Stop } from './stop.mjs'

/** What the bundle is made of: folders with all they hold, and single files. */
const sources = ['shared', 'nodes', 'main', 'package.json', 'package-lock.json', 'vite.config.ts']

const bundle = join(root, 'dist/cli')

/** Lies in the bundle and holds the fingerprint of what it was built from. */
const STAMP = '.built-from'

/** The built command line. */
export const commandLine = join(bundle, 'patchbay.js')

/**
 * Builds the command line into `dist/cli` when a source has changed since the last build.
 *
 * @param {string} node
 */
export async function prepareBundle(node) {
  if (bundleIsFresh()) return
  await alone(async () => {
    if (bundleIsFresh()) return
    say('Building…')
    // Taken before the build: a file saved meanwhile then makes the next command build again.
    const print = fingerprint(root)
    // Beside the old bundle and at its depth, so that the paths in the source maps stay right.
    const fresh = join(root, 'dist/cli.new')
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    const args = [vite, 'build', '--outDir', fresh, '--logLevel', 'warn']
    const { code, output } = await runStep(node, args, { node, captured: true })
    if (code !== 0) throw new Stop(`${output.trimEnd()}\nThe build failed.`)
    writeFileSync(join(fresh, STAMP), print)
    replaceFolder(bundle, fresh)
  })
}

function bundleIsFresh() {
  const stamp = join(bundle, STAMP)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root)
}

/**
 * Changes when a source is written, added, renamed or removed. Contents are not read: a command that has nothing to build
 * must not be slow.
 *
 * @param {string} folder The project's.
 */
export function fingerprint(folder) {
  const hash = createHash('sha256')
  for (const path of sources.flatMap((source) => filesUnder(folder, source))) {
    const { size, mtimeMs } = statSync(join(folder, path))
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/**
 * @param {string} folder
 * @param {string} path A file or a folder in it, perhaps absent.
 * @returns {string[]} Paths of files from `folder`, in order. Tests are no part of a bundle.
 */
function filesUnder(folder, path) {
  const found = statSync(join(folder, path), { throwIfNoEntry: false })
  if (found === undefined) return []
  if (!found.isDirectory()) return path.endsWith('.test.ts') ? [] : [path]
  const names = readdirSync(join(folder, path)).toSorted()
  return names.flatMap((name) => filesUnder(folder, join(path, name)))
}

/**
 * Puts `fresh` where `folder` is. Commands that already run the old one have read it.
 *
 * @param {string} folder
 * @param {string} fresh
 */
function replaceFolder(folder, fresh) {
  const old = `${folder}.old`
  rmSync(old, { recursive: true, force: true })
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(fresh, folder)
  rmSync(old, { recursive: true, force: true })
}
