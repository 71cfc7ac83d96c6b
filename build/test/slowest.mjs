import { testLabel } from './report.mjs'

/** How many tests the summary names. */
const SHOWN_TESTS = 10

/**
 * The tests that took longest, one a line, longest first.
 *
 * @param {readonly import('./report.mjs').TestResult[]} tests
 * @returns {string[]} Empty without tests.
 */
export function slowestTests(tests) {
  if (tests.length === 0) return []
  const slowest = tests.toSorted((one, other) => other.seconds - one.seconds).slice(0, SHOWN_TESTS)
  return [
    'The slowest tests:',
    ...slowest.map((test) => `${test.seconds.toFixed(1).padStart(8)} s  ${testLabel(test)}`),
  ]
}
