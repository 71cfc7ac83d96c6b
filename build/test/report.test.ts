import { expect, test } from 'vitest'

import { countsLine, readReport, testLabel } from './report.mjs'

/** vitest's format, without fields that a test does not need. */
function written(testResults: Parameters<typeof readReport>[0]['testResults']) {
  return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults }
}

test('the tests that ran are listed by their file in the project and all their titles, with seconds', () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      {
        name: '/project/shared/a.test.ts',
        status: 'failed',
        assertionResults: [
          { ancestorTitles: [], title: 'one', status: 'passed', duration: 1500 },
          { ancestorTitles: ['group', 'inner'], title: 'two', status: 'failed' },
          { ancestorTitles: [], title: 'three', status: 'skipped' },
          { ancestorTitles: [], title: 'four', status: 'pending' },
          { ancestorTitles: [], title: 'five', status: 'todo' },
        ],
      },
    ],
  }
  expect(readReport(report, [], '/project/')).toEqual({
    counts: { passed: 1, failed: 1, skipped: 3 },
    tests: [
      { file: 'shared/a.test.ts', titles: ['one'], failed: false, seconds: 1.5 },
      { file: 'shared/a.test.ts', titles: ['group', 'inner', 'two'], failed: true, seconds: 0 },
    ],
    brokenFiles: [],
    unhandledErrors: [],
  })
})

test('a test file that fails without a failed test counts as failed', () => {
  const report = written([
    { name: '/project/a.test.ts', status: 'failed', assertionResults: [] },
    { name: '/project/b.test.ts', status: 'passed', assertionResults: [] },
  ])
  expect(readReport(report, [], '/project/')).toEqual({
    counts: { passed: 0, failed: 1, skipped: 0 },
    tests: [],
    brokenFiles: ['a.test.ts'],
    unhandledErrors: [],
  })
})

test('unhandled errors name their file by its place in the project, on Windows too', () => {
  const unhandled = [{ message: 'late', file: 'C:/project/tests/a.test.ts' }, { message: 'later' }]
  expect(readReport(written([]), unhandled, 'C:\\project\\').unhandledErrors).toEqual([
    { message: 'late', file: 'tests/a.test.ts' },
    { message: 'later' },
  ])
})

test('the label of a test is one line, whatever its titles contain', () => {
  expect(testLabel({ file: 'a.test.ts', titles: ['group', 'two\nlines'], failed: false, seconds: 0 })).toBe(
    'a.test.ts › group › two lines',
  )
})

test.each([
  [[{ passed: 123, failed: 0, skipped: 0 }], '123 passed, 0 failed'],
  [
    [
      { passed: 100, failed: 0, skipped: 1 },
      { passed: 23, failed: 2, skipped: 1 },
    ],
    '123 passed, 2 failed, 2 skipped',
  ],
])('%j make the line %s', (counts, line) => {
  expect(countsLine(counts)).toBe(line)
})
