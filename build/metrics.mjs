// npm run metrics [-- --list]: how the code is built, in numbers; with --list, where each of them comes from.

import { prepareTools } from './prepare.mjs'
import { root } from './prepare/root.mjs'
import { runScript } from './prepare/stop.mjs'

const LONGEST_FUNCTION = 80

await runScript(async () => {
  await prepareTools()
  // Imported only now, after its packages were installed.
  const { measure } = await import('./metrics/measure.mjs')
  const all = ['app', 'main', 'shared', 'nodes'].map((folder) => measure(root, folder))
  process.stdout.write(`${asTable(all.map(rowOf))}\n`)
  if (process.argv.includes('--list')) for (const one of all) listAll(one)
  return 0
})

/** @param {import('./metrics/measure.mjs').Measures} one */
function rowOf({ folder, files, lines, functions, mutual, cycles, moduleState, emptyCatches, anys }) {
  return {
    folder,
    files,
    lines,
    'longest function': functions[0]?.lines ?? 0,
    [`functions over ${LONGEST_FUNCTION}`]: functions.filter(({ lines }) => lines > LONGEST_FUNCTION).length,
    'mutual folder pairs': mutual.length,
    'import cycles': cycles.length,
    'module state': moduleState.length,
    'empty catches': emptyCatches.length,
    any: anys.length,
  }
}

/** @param {import('./metrics/measure.mjs').Measures} one */
function listAll({ folder, functions, mutual, cycles, moduleState, emptyCatches, anys }) {
  const long = functions.filter(({ lines }) => lines > LONGEST_FUNCTION)
  list(
    `${folder}: functions over ${LONGEST_FUNCTION} lines`,
    long.map(({ at, name, lines }) => `${lines} ${name} ${at}`),
  )
  list(
    `${folder}: folders that import each other`,
    mutual.map((pair) => pair.join(' and ')),
  )
  list(
    `${folder}: files that import each other`,
    cycles.map((cycle) => cycle.join(', ')),
  )
  list(`${folder}: module state`, moduleState)
  list(`${folder}: empty catches`, emptyCatches)
  list(`${folder}: any`, anys)
}

/**
 * @param {string} title
 * @param {readonly string[]} lines
 */
function list(title, lines) {
  if (lines.length > 0) process.stdout.write(`\n${title} (${lines.length})\n  ${lines.join('\n  ')}\n`)
}

/**
 * @param {readonly Readonly<Record<string, string | number>>[]} rows All with the same keys.
 * @returns {string} In Markdown.
 */
function asTable(rows) {
  const heads = Object.keys(rows[0] ?? {})
  const line = (/** @type {readonly (string | number)[]} */ cells) => `| ${cells.join(' | ')} |`
  return [
    line(heads),
    line(heads.map((_, column) => (column === 0 ? '---' : '--:'))),
    ...rows.map((row) => line(Object.values(row))),
  ].join('\n')
}
