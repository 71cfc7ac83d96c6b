import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { runStep } from '../prepare/child.mjs'
import { root } from '../prepare/root.mjs'
import { countsOf } from './counts.mjs'

/**
 * Runs one project of vitest.config.ts and reads from its report how many tests there were.
 *
 * @param {object} options
 * @param {string} options.node
 * @param {string} options.project
 * @param {readonly string[]} options.words Go to vitest as they are: paths, `-t name`.
 * @param {boolean} options.coverage Measures coverage and fails below its bar.
 * @returns {Promise<{ code: number, counts?: import('./counts.mjs').Counts }>} No counts when vitest wrote no report.
 */
export async function runVitest({ node, project, words, coverage }) {
  const report = join(root, '.cache', `${project}-tests.json`)
  // An old report must never speak for a run that wrote none.
  rmSync(report, { force: true })

  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [
    vitest,
    'run',
    '--project',
    project,
    ...reporters,
    ...(coverage ? ['--coverage'] : []),
    ...words,
  ]
  const { code } = await runStep(node, args, { node })
  if (!existsSync(report)) return { code }
  // The cast: vitest has just written it.
  const written = /** @type {import('./counts.mjs').Report} */ (JSON.parse(readFileSync(report, 'utf8')))
  return { code, counts: countsOf(written) }
}
