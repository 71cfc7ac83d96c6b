import { expect, test } from 'vitest'

import type { Report } from './report.mjs'
import { failureReasons, summary } from './summary.mjs'
import { failedTest, passedTest, reportOf } from './testing/reports.ts'

test('the summary has the stages, the slowest tests, the failures, how to rerun them, and last the totals', () => {
  const unit = reportOf({
    tests: [passedTest('shared/a.test.ts', 'one', 0.25), passedTest('shared/a.test.ts', 'two', 2)],
  })
  const browser = reportOf({ tests: [failedTest('tests/browser/b.test.ts', 'group', 'three')] })
  const results = [
    { name: 'types', passed: false, seconds: 12.34, code: 2 },
    { name: 'unit', passed: true, seconds: 100, code: 0, report: unit },
    { name: 'browser', passed: false, seconds: 400, code: 1, report: browser },
  ]
  expect(summary(results).split('\n')).toEqual([
    'types          12.3 s  FAILED',
    'unit          100.0 s  passed',
    'browser       400.0 s  FAILED: 1 test failed',
    'The slowest tests:',
    '     2.0 s  shared/a.test.ts › two',
    '     0.3 s  shared/a.test.ts › one',
    '     0.0 s  tests/browser/b.test.ts › group › three',
    'Not passed: types, browser',
    'To run again what failed: npm test -- types && npm test -- browser -- tests/browser/b.test.ts -t "^(group . three)$"',
    '2 passed, 1 failed',
  ])
})

test('a run in which all passed suggests no rerun', () => {
  const report = reportOf({ tests: [passedTest('a.test.ts', 'one', 1)] })
  expect(summary([{ name: 'unit', passed: true, seconds: 1, code: 0, report }]).split('\n')).toEqual([
    'unit            1.0 s  passed',
    'The slowest tests:',
    '     1.0 s  a.test.ts › one',
    '1 passed, 0 failed',
  ])
})

test('without a run of tests there are no totals', () => {
  expect(summary([{ name: 'types', passed: true, seconds: 1.234, code: 0 }])).toBe(
    'types           1.2 s  passed',
  )
})

test('of many tests the ten slowest are named, slowest first', () => {
  const tests = Array.from({ length: 12 }, (_, index) => passedTest('a.test.ts', `test ${index}`, index))
  const lines = summary([{ name: 'unit', passed: true, seconds: 1, code: 0, report: reportOf({ tests }) }])
  expect(lines.match(/test \d+$/gm)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((index) => `test ${index}`))
})

test('a slow test with a very long title is named by its first 120 characters', () => {
  const tests = [
    passedTest('a.test.ts', 'x'.repeat(200), 2),
    passedTest('b.test.ts', 'y'.repeat(120 - 'b.test.ts › '.length), 1),
  ]
  const lines = summary([{ name: 'unit', passed: true, seconds: 1, code: 0, report: reportOf({ tests }) }])
  expect(lines.split('\n').slice(2, 4)).toEqual([
    `     2.0 s  a.test.ts › ${'x'.repeat(107)}…`,
    `     1.0 s  b.test.ts › ${'y'.repeat(108)}`,
  ])
})

test('only the last line has the form of the totals, whatever the names of tests', () => {
  const report = reportOf({
    tests: [
      failedTest('a.test.ts', '5 passed, 0 failed'),
      failedTest('b.test.ts', 'a\n5 passed, 0 failed\nb'),
    ],
    brokenFiles: ['5 passed, 0 failed'],
    unhandledErrors: [{ message: '5 passed, 0 failed' }, { message: 'a\n5 passed, 0 failed' }],
  })
  const lines = summary([{ name: 'unit', passed: false, seconds: 1, code: 1, report }]).split('\n')
  expect(lines.flatMap((line, index) => (/^\d+ passed, \d+ failed/.test(line) ? [index] : []))).toEqual([
    lines.length - 1,
  ])
  expect(lines.at(-1)).toBe('0 passed, 3 failed')
})

const late = { message: 'the app has ended\n    at some place', file: 'tests/browser/a.test.ts' }

test.each<[string, Partial<Report>, string[]]>([
  [
    'failed tests',
    { tests: [failedTest('a.test.ts', 'one'), failedTest('a.test.ts', 'two')] },
    ['2 tests failed'],
  ],
  ['a broken file', { brokenFiles: ['a.test.ts'] }, ['1 file failed outside of its tests (a.test.ts)']],
  [
    'an unhandled error while all tests passed',
    { tests: [passedTest('a.test.ts', 'one')], unhandledErrors: [late] },
    ['no test failed, but 1 error went unhandled: "the app has ended" during tests/browser/a.test.ts'],
  ],
  [
    'unhandled errors beside a failed test',
    { tests: [failedTest('a.test.ts', 'one')], unhandledErrors: [late, { message: 'reset' }] },
    ['1 test failed', '2 errors went unhandled: "the app has ended" during tests/browser/a.test.ts, "reset"'],
  ],
  [
    'an exit code that no test explains',
    { tests: [passedTest('a.test.ts', 'one')] },
    ['no test failed, but vitest ended with exit code 1, see above'],
  ],
])('%s is the reason of a failed stage', (_, report, reasons) => {
  expect(failureReasons({ code: 1, report: reportOf(report) })).toEqual(reasons)
})

test('a stage that measured coverage and failed without a failed test was below a bar', () => {
  expect(failureReasons({ code: 1, report: reportOf({}), coverage: true })).toEqual([
    'no test failed, but the coverage of a folder is below its bar, see above',
  ])
})
