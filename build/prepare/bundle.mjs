import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { alone } from './alone.mjs'
import { runStep } from './child.mjs'
import { root } from './root.mjs'
import { log } from './log.mjs'
import { Stop } from './stop.mjs'

/**
 * A build target: its sources (folders with all their contents, and single files), the arguments for Vite, and the
 * output folder.
 *
 * @typedef {object} Bundle
 * @property {string} folder
 * @property {readonly string[]} sources
 * @property {readonly string[]} args
 * @property {readonly string[]} [constants] Variables of the environment that are built in.
 */

const configuration = ['package.json', 'package-lock.json', 'vite.config.ts']

/** @type {{ readonly commandLine: Bundle, readonly page: Bundle, readonly main: Bundle, readonly preload: Bundle }} */
export const bundles = {
  commandLine: {
    folder: 'dist/cli',
    sources: ['shared', 'nodes', 'main', 'examples', ...configuration],
    args: [],
  },
  page: {
    folder: 'dist/page',
    sources: ['shared', 'nodes', 'app', 'build/page', 'examples', ...configuration],
    args: ['--mode', 'page'],
  },
  main: {
    folder: 'dist/main',
    sources: ['shared', 'nodes', 'main', 'examples', ...configuration],
    args: ['--mode', 'main'],
    constants: ['PATCHBAY_UPDATES'],
  },
  preload: {
    folder: 'dist/preload',
    sources: ['shared', 'main/electron', ...configuration],
    args: ['--mode', 'preload'],
  },
}

/** The bundles of the editor in a browser, and of the desktop app. */
export const inBrowser = [bundles.commandLine, bundles.page]
export const onDesktop = [bundles.page, bundles.main, bundles.preload]

/** Part of a bundle: the fingerprint of what it was built from. */
const STAMP = '.built-from'

/** The built command line. */
export const commandLine = join(root, bundles.commandLine.folder, 'patchbay.js')

/**
 * Builds the command line and the editor's page into `dist`, each when a source has changed since its last build.
 *
 * @param {string} node
 * @param {readonly Bundle[]} [wanted] Default: all.
 * @returns {Promise<boolean>} Whether there was anything to build.
 */
export async function prepareBundle(node, wanted = Object.values(bundles)) {
  const stale = wanted.filter((bundle) => !isFresh(bundle))
  if (stale.length === 0) return false
  await alone(async () => {
    const left = stale.filter((bundle) => !isFresh(bundle))
    if (left.length > 0) log('Building…')
    for (const bundle of left) await build(node, bundle)
  })
  return true
}

/**
 * @param {string} node
 * @param {Bundle} bundle
 */
async function build(node, bundle) {
  const { folder, args } = bundle
  // Computed before the build: a file saved meanwhile then makes the next command build again.
  const print = stampOf(bundle)
  // Beside the old bundle and at its depth, so that the paths in the source maps stay right.
  const fresh = join(root, `${folder}.new`)
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const viteArgs = [vite, 'build', ...args, '--outDir', fresh, '--logLevel', 'warn']
  const { code, output } = await runStep(node, viteArgs, { node, captured: true })
  if (code !== 0) throw new Stop(`${output.trimEnd()}\nThe build failed.`)
  writeFileSync(join(fresh, STAMP), print)
  replaceFolder(join(root, folder), fresh)
}

/** @param {Bundle} bundle */
function isFresh(bundle) {
  const stamp = join(root, bundle.folder, STAMP)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(bundle)
}

/**
 * Of its sources and its other inputs.
 *
 * @param {Bundle} bundle
 */
const stampOf = ({ sources, constants = [] }) =>
  [fingerprint(root, sources), ...constants.map((name) => process.env[name] ?? '')].join('\n')

/**
 * Changes when a source is written, added, renamed or removed. Contents are not read: a command that has nothing to build
 * must not be slow.
 *
 * @param {string} folder The project's.
 * @param {readonly string[]} sources Folders and files in it, perhaps absent.
 */
export function fingerprint(folder, sources) {
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
  if (!found.isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path]
  const names = readdirSync(join(folder, path)).toSorted()
  return names.flatMap((name) => filesUnder(folder, join(path, name)))
}

/**
 * Replaces `folder` by `fresh`. Running commands have read the old one already.
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
