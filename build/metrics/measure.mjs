import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { sourcesUnder } from '../direction/checkDirection.mjs'
import { readImports } from '../direction/readImports.mjs'
import { resolveImport } from '../direction/resolveImport.mjs'
import { findCycles, foldersOf, mutualPairs } from './graph.mjs'
import { readFacts } from './readFacts.mjs'

/**
 * One folder of the top level, without its tests.
 *
 * @typedef {object} Measures
 * @property {string} folder
 * @property {number} files
 * @property {number} lines
 * @property {readonly { at: string, name: string, lines: number }[]} functions Longest first.
 * @property {readonly string[]} moduleState `path:line name`.
 * @property {readonly string[]} emptyCatches `path:line`.
 * @property {readonly string[]} anys `path:line`.
 * @property {readonly (readonly [string, string])[]} mutual Folders, two levels below, that import each other.
 * @property {readonly (readonly string[])[]} cycles Files that import each other in a ring, types included.
 */

/** @param {string} path */
const isProduct = (path) =>
  /\.tsx?$/.test(path) && !/\.(test|bench)\.tsx?$/.test(path) && !path.includes('/testing/')

/**
 * Reads every source file of a folder of the project.
 *
 * @param {string} root
 * @param {string} folder
 * @returns {Measures}
 * @throws {SyntaxError} When a file is no program.
 */
export function measure(root, folder) {
  // The cast: package.json names them there.
  const { imports } = /** @type {{ imports: Record<string, string> }} */ (
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  )
  const paths = sourcesUnder(root, folder).filter(isProduct)
  const known = new Set(paths)
  /** @type {Map<string, Set<string>>} */
  const graph = new Map()
  const facts = paths.map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const targets = readImports(path, text)
      .map(({ specifier }) => resolveImport(path, specifier, imports))
      .flatMap((target) => (target.kind === 'file' && known.has(target.path) ? [target.path] : []))
    graph.set(path, new Set(targets))
    return { path, ...readFacts(path, text) }
  })
  return {
    folder,
    files: facts.length,
    lines: facts.reduce((sum, { lines }) => sum + lines, 0),
    functions: facts
      .flatMap(({ path, functions }) =>
        functions.map(({ name, line, lines }) => ({ at: `${path}:${line}`, name, lines })),
      )
      .toSorted((a, b) => b.lines - a.lines),
    moduleState: facts.flatMap(({ path, moduleState }) =>
      moduleState.map(({ name, line }) => `${path}:${line} ${name}`),
    ),
    emptyCatches: facts.flatMap(({ path, emptyCatches }) => emptyCatches.map((line) => `${path}:${line}`)),
    anys: facts.flatMap(({ path, anys }) => anys.map((line) => `${path}:${line}`)),
    mutual: mutualPairs(foldersOf(graph, 3)),
    cycles: findCycles(graph),
  }
}
