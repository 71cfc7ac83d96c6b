import { Interrupted, Stop } from '../prepare/stop.mjs'

/**
 * @typedef {object} StageResult
 * @property {string} name
 * @property {boolean} passed
 * @property {number} seconds
 * @property {number} code
 * @property {import('./report.mjs').Report} [report]
 * @property {boolean} [coverage]
 */

/**
 * Runs the stages one after the other. A failed stage does not stop the next one: one run reports everything.
 *
 * @param {readonly import('./stages.mjs').Stage[]} stages
 * @param {import('./stages.mjs').StageContext} context
 * @param {(line: string) => void} print Called with progress and errors.
 * @returns {Promise<StageResult[]>}
 * @throws {Interrupted} When a stage was interrupted: the rest does not run.
 */
export async function runStages(stages, context, print) {
  /** @type {StageResult[]} */
  const results = []
  for (const { name, title, run } of stages) {
    print(`\n— ${title}`)
    const startedAt = performance.now()
    const outcome = await orFailed(run(context), print)
    const seconds = (performance.now() - startedAt) / 1000
    results.push({ name, passed: outcome.code === 0, seconds, ...outcome })
  }
  return results
}

/**
 * @param {Promise<import('./stages.mjs').StageOutcome>} outcome
 * @param {(line: string) => void} print
 * @returns {Promise<import('./stages.mjs').StageOutcome>}
 */
export async function orFailed(outcome, print) {
  try {
    return await outcome
  } catch (error) {
    if (!(error instanceof Stop) || error instanceof Interrupted) throw error
    print(error.message)
    return { code: error.exitCode }
  }
}
