// The page shows and checks node types; it never runs one. What their `run` needs (pixel code, most of all) would be a
// large part of the first view.

import { parseSync } from 'vite'

const NODES = /\/nodes\/local\/[^?]*\.ts$/

/** @typedef {import('vite').ESTree.Node} Node */

/**
 * The properties named `run` of objects that are given to `defineNode`.
 *
 * @param {unknown} node Of a syntax tree.
 * @returns {{ start: number, end: number }[]}
 */
function findRuns(node) {
  if (node === null || typeof node !== 'object') return []
  if (Array.isArray(node)) return node.flatMap(findRuns)
  const here = /** @type {Node} */ (node)
  if (
    here.type === 'CallExpression' &&
    here.callee.type === 'Identifier' &&
    here.callee.name === 'defineNode'
  ) {
    return here.arguments
      .flatMap((argument) => (argument.type === 'ObjectExpression' ? argument.properties : []))
      .filter((one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === 'run')
  }
  return Object.values(node).flatMap(findRuns)
}

/**
 * The source of a node type without what only a host needs. The bundler then leaves out what nobody uses.
 *
 * @param {string} name Of the file, for its syntax.
 * @param {string} source
 * @returns {string}
 */
export function removeRuns(name, source) {
  return findRuns(parseSync(name, source).program)
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (text, { start, end }) =>
        `${text.slice(0, start)}run() { throw new Error('A node runs in a host.') }${text.slice(end)}`,
      source,
    )
}

/** @type {import('vite').Plugin} */
export const withoutRun = {
  name: 'patchbay:without-run',
  enforce: 'pre',
  transform: {
    filter: { id: NODES },
    handler: (source, id) => ({ code: removeRuns(id, source), map: null }),
  },
}
