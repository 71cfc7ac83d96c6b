/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 *
 * @typedef {object} WrittenReport The used part of vitest's JSON report.
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests Skipped ones.
 * @property {number} numTodoTests
 * @property {readonly WrittenFile[]} testResults One a file.
 *
 * @typedef {object} WrittenFile
 * @property {string} name Absolute path.
 * @property {string} status
 * @property {readonly WrittenTest[]} assertionResults
 *
 * @typedef {object} WrittenTest
 * @property {string} status
 * @property {string} title
 * @property {readonly string[]} ancestorTitles Of the groups that it is in, outermost first.
 * @property {number} [duration] Milliseconds; absent when it did not run.
 *
 * @typedef {object} UnhandledError An error that no test caught: a rejection, or what a timer threw.
 * @property {string} message
 * @property {string} [file] The test file that ran meanwhile, where vitest knows it.
 *
 * @typedef {object} TestResult
 * @property {string} file From the project's folder, with `/`.
 * @property {readonly string[]} titles Of the groups that it is in, and last its own.
 * @property {boolean} failed
 * @property {number} seconds
 *
 * @typedef {object} Report One run of one stage's tests.
 * @property {Counts} counts
 * @property {readonly TestResult[]} tests Those that ran.
 * @property {readonly string[]} brokenFiles Files that failed without a failed test: unreadable, or a hook failed.
 * @property {readonly UnhandledError[]} unhandledErrors
 */

/**
 * Converts vitest's report. A broken file counts as one failed test.
 *
 * @param {WrittenReport} written
 * @param {readonly UnhandledError[]} unhandled
 * @param {string} folder The project's, absolute: paths in the report start there.
 * @returns {Report}
 */
export function readReport(written, unhandled, folder) {
  /** @param {string} path */
  const fromProject = (path) => pathFrom(folder, path)
  const brokenFiles = written.testResults
    .filter(
      (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
    )
    .map(({ name }) => fromProject(name))
  const tests = written.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ ancestorTitles, title, status, duration = 0 }) => ({
        file: fromProject(name),
        titles: [...ancestorTitles, title],
        failed: status === 'failed',
        seconds: duration / 1000,
      })),
  )
  return {
    counts: {
      passed: written.numPassedTests,
      failed: written.numFailedTests + brokenFiles.length,
      skipped: written.numPendingTests + written.numTodoTests,
    },
    tests,
    brokenFiles,
    unhandledErrors: unhandled.map(({ message, file }) =>
      file === undefined ? { message } : { message, file: fromProject(file) },
    ),
  }
}

/**
 * vitest writes paths with `/` on every system.
 *
 * @param {string} folder
 * @param {string} path
 */
function pathFrom(folder, path) {
  const start = `${folder.replaceAll('\\', '/').replace(/\/$/, '')}/`
  return path.startsWith(start) ? path.slice(start.length) : path
}

/**
 * The label of a test: `tests/cli/prompts.test.ts › a group › the test`.
 *
 * @param {TestResult} test
 */
export function testLabel({ file, titles }) {
  return [file, ...titles].join(' › ').replaceAll(/\s+/g, ' ')
}

/**
 * The machine-readable line: `123 passed, 0 failed`, with `, 2 skipped` behind it when there are any.
 *
 * @param {readonly Counts[]} all
 */
export function countsLine(all) {
  /** @param {keyof Counts} key */
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0)
  const line = `${sum('passed')} passed, ${sum('failed')} failed`
  return sum('skipped') > 0 ? `${line}, ${sum('skipped')} skipped` : line
}
