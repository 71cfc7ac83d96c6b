import { testLabel } from './report.mjs'

/** How many tests the summary names. */
const SHOWN_TESTS = 10

/** The maximum length of a test's file and titles: a title made of its input may have a million characters. */
const MAX_LABEL_LENGTH = 120

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
    ...slowest.map((test) => `${test.seconds.toFixed(1).padStart(8)} s  ${cutLabel(testLabel(test))}`),
  ]
}

/** @param {string} label */
function cutLabel(label) {
  return label.length > MAX_LABEL_LENGTH ? `${label.slice(0, MAX_LABEL_LENGTH - 1)}…` : label
}
