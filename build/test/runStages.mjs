import { Interrupted, Stop } from '../prepare/stop.mjs'
import { countsLine } from './counts.mjs'

/**
 * @typedef {object} StageResult
 * @property {string} name
 * @property {boolean} passed
 * @property {number} seconds
 * @property {import('./counts.mjs').Counts} [counts]
 */

/**
 * Runs the stages one after the other. A failed stage does not keep the next from running: one run tells all that is wrong.
 *
 * @param {readonly import('./stages.mjs').Stage[]} stages
 * @param {import('./stages.mjs').StageContext} context
 * @param {(line: string) => void} tell Hears what begins, and why it could not be done.
 * @returns {Promise<StageResult[]>}
 * @throws {Interrupted} When a stage was interrupted: the rest is not wanted any more.
 */
export async function runStages(stages, context, tell) {
  /** @type {StageResult[]} */
  const results = []
  for (const { name, title, run } of stages) {
    tell(`\n— ${title}`)
    const startedAt = performance.now()
    const { code, ...rest } = await orFailed(run(context), tell)
    results.push({ name, passed: code === 0, seconds: (performance.now() - startedAt) / 1000, ...rest })
  }
  return results
}

/**
 * @param {ReturnType<import('./stages.mjs').Stage['run']>} outcome
 * @param {(line: string) => void} tell
 * @returns {ReturnType<import('./stages.mjs').Stage['run']>}
 */
async function orFailed(outcome, tell) {
  try {
    return await outcome
  } catch (error) {
    if (!(error instanceof Stop) || error instanceof Interrupted) throw error
    tell(error.message)
    return { code: error.exitCode }
  }
}

/**
 * One line a stage, what failed in words, and last, alone on its line, the counts of all tests that ran.
 *
 * @param {readonly StageResult[]} results
 */
export function summary(results) {
  const lines = results.map(
    ({ name, passed, seconds }) =>
      `${name.padEnd(13)}${seconds.toFixed(1).padStart(6)} s  ${passed ? 'passed' : 'FAILED'}`,
  )
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name)
  if (failed.length > 0) lines.push(`Not passed: ${failed.join(', ')}`)
  const counts = results.flatMap((result) => result.counts ?? [])
  if (counts.length > 0) lines.push(countsLine(counts))
  return lines.join('\n')
}
