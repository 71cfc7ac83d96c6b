import { countsLine, testLabel } from './report.mjs'
import { failureReasons, unhandledLabel } from './summary.mjs'

/**
 * @typedef {object} StressedStage One stage in one run.
 * @property {number} run From 1.
 * @property {string} stage
 * @property {number} code
 * @property {import('./report.mjs').Report} [report]
 */

/**
 * The failures with their counts, most frequent first: `3 of 20 browser tests/browser/x.test.ts › title`.
 *
 * @param {readonly StressedStage[]} results
 * @returns {string[]}
 */
export function failureLines(results) {
  /** @type {Map<string, Set<number>>} By what failed, the runs that it failed in. */
  const failures = new Map()
  for (const { run, stage, ...outcome } of results) {
    for (const label of failuresOf(outcome)) {
      const key = `${stage.padEnd(13)}${label}`
      failures.set(key, (failures.get(key) ?? new Set()).add(run))
    }
  }
  const runs = new Set(results.map(({ run }) => run)).size
  return [...failures]
    .toSorted(([, one], [, other]) => other.size - one.size)
    .map(([label, failed]) => `${`${failed.size} of ${runs}`.padStart(9)}  ${label}`)
}

/** @param {Omit<StressedStage, 'run' | 'stage'>} outcome */
function failuresOf({ code, report }) {
  if (code === 0) return []
  if (report === undefined) return [`the tests could not be run (exit code ${code})`]
  const named = [
    ...report.tests.filter((test) => test.failed).map(testLabel),
    ...report.brokenFiles.map((file) => `${file} failed outside of its tests`),
    ...report.unhandledErrors.map((error) => `unhandled: ${unhandledLabel(error)}`),
  ]
  return named.length > 0 ? named : failureReasons({ code, report })
}

/**
 * The summary of a stress run: the failures with their counts, the folders of their traces, and on the last line the
 * totals.
 *
 * @param {readonly StressedStage[]} results Of the runs that were finished.
 * @param {string} folder Holds a folder for each failed run, from the project's folder.
 */
export function stressSummary(results, folder) {
  const runs = new Set(results.map(({ run }) => run)).size
  const failed = [...new Set(results.filter(({ code }) => code !== 0).map(({ run }) => run))]
  const reports = results.flatMap(({ report }) => report ?? [])
  const ended =
    failed.length === 0
      ? [`Nothing failed in ${runs} ${runs === 1 ? 'run' : 'runs'}.`]
      : [
          ...failureLines(results),
          `Failed in ${failed.length} of ${runs} runs. Their reports, output and traces: ${folder}/${runNames(failed)}`,
        ]
  return [...ended, ...(reports.length > 0 ? [countsLine(reports.map(({ counts }) => counts))] : [])].join(
    '\n',
  )
}

/** @param {readonly number[]} runs */
function runNames(runs) {
  return runs.length === 1 ? `run-${runs.join()}` : `run-{${runs.join(',')}}`
}
