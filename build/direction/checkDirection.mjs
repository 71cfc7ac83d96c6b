import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { readImports } from './readImports.mjs'
import { resolveImport } from './resolveImport.mjs'
import { checkImport, topFolders } from './layers.mjs'

/**
 * An import that the layers forbid.
 *
 * @typedef {{ path: string, line: number, specifier: string, why: string }} Violation
 */

/**
 * Checks every source file of a project folder.
 *
 * @param {string} root
 * @returns {{ files: number, violations: Violation[] }} `files` is how many were read.
 */
export function checkDirection(root) {
  // The cast: the layers belong to a project that names its folders there.
  const { imports } = /** @type {{ imports: Record<string, string> }} */ (
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  )
  const paths = topFolders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => sourcesUnder(root, folder))
  const violations = paths.flatMap((path) => checkFile(path, readFileSync(join(root, path), 'utf8'), imports))
  return { files: paths.length, violations }
}

/**
 * @param {string} path From the project's folder, with `/`.
 * @param {string} text
 * @param {Readonly<Record<string, string>>} aliases `imports` of package.json.
 * @returns {Violation[]}
 */
export function checkFile(path, text, aliases) {
  try {
    return readImports(path, text).flatMap(({ line, specifier }) => {
      const why = checkImport(path, resolveImport(path, specifier, aliases))
      return why === null ? [] : [{ path, line, specifier: specifier ?? '(computed)', why }]
    })
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return [{ path, line: 1, specifier: '', why: `the file cannot be read: ${error.message}` }]
  }
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]} In order.
 */
export function sourcesUnder(root, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return sourcesUnder(root, path)
      return /\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : []
    })
}
