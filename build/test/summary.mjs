import { countsLine } from './report.mjs'
import { rerunCommand } from './rerun.mjs'
import { slowestTests } from './slowest.mjs'

/**
 * One line per stage, the slowest tests, the failures and how to rerun them, and on the last line the totals.
 *
 * @param {readonly import('./runStages.mjs').StageResult[]} results
 */
export function summary(results) {
  const reports = results.flatMap(({ report }) => report ?? [])
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name)
  const rerun = rerunCommand(results)
  const lines = [
    ...results.map(stageLine),
    ...slowestTests(reports.flatMap(({ tests }) => tests)),
    ...(failed.length > 0 ? [`Not passed: ${failed.join(', ')}`] : []),
    ...(rerun === undefined ? [] : [`To run again what failed: ${rerun}`]),
    ...(reports.length > 0 ? [countsLine(reports.map(({ counts }) => counts))] : []),
  ]
  return lines.join('\n')
}

/** @param {import('./runStages.mjs').StageResult} result */
function stageLine(result) {
  const { name, passed, seconds } = result
  const reason = passed ? [] : failureReasons(result)
  const verdict = passed ? 'passed' : ['FAILED', ...(reason.length > 0 ? [reason.join('; ')] : [])].join(': ')
  return `${name.padEnd(13)}${seconds.toFixed(1).padStart(6)} s  ${verdict}`
}

/**
 * Returns why a stage of tests failed, as sentences. The output of other stages shows it.
 *
 * @param {Pick<import('./runStages.mjs').StageResult, 'code' | 'report' | 'coverage'>} result
 * @returns {string[]}
 */
export function failureReasons({ code, report, coverage }) {
  if (report === undefined) return []
  const { tests, brokenFiles, unhandledErrors } = report
  const failed = tests.filter((test) => test.failed).length
  const reasons = []
  if (failed > 0) reasons.push(`${counted(failed, 'test')} failed`)
  if (brokenFiles.length > 0)
    reasons.push(
      `${counted(brokenFiles.length, 'file')} failed outside of its tests (${brokenFiles.join(', ')})`,
    )
  if (unhandledErrors.length > 0) {
    const where = unhandledErrors.map(unhandledLabel).join(', ')
    reasons.push(
      `${failed === 0 ? 'no test failed, but ' : ''}${counted(unhandledErrors.length, 'error')} went unhandled: ${where}`,
    )
  }
  if (reasons.length > 0 || code === 0) return reasons
  // vitest's report has nothing about coverage; if it was measured, nothing else can have failed the run.
  if (coverage) return ['no test failed, but the coverage of a folder is below its bar, see above']
  return [`no test failed, but vitest ended with exit code ${code}, see above`]
}

/** @param {import('./report.mjs').UnhandledError} error */
export function unhandledLabel({ message, file }) {
  const firstLine = message.split('\n', 1).join('').trim()
  return `"${firstLine}"${file === undefined ? '' : ` during ${file}`}`
}

/**
 * @param {number} count
 * @param {string} noun
 */
function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
