import { expect, test } from 'vitest'

import { stressSummary } from './stressResults.mjs'
import { failedTest, passedTest, reportOf } from './testing/reports.ts'

const passed = { code: 0, report: reportOf({ tests: [passedTest('tests/browser/a.test.ts', 'one')] }) }
const failed = {
  code: 1,
  report: reportOf({ tests: [failedTest('tests/browser/a.test.ts', 'group', 'one')] }),
}

test('each failed test is listed with its number of failures, most frequent first, and the totals are last', () => {
  const other = {
    code: 1,
    report: reportOf({
      tests: [
        failedTest('tests/browser/a.test.ts', 'group', 'one'),
        failedTest('tests/browser/b.test.ts', 'two'),
      ],
      brokenFiles: ['tests/browser/c.test.ts'],
    }),
  }
  const results = [failed, passed, passed, other].map((result, index) => ({
    run: index + 1,
    stage: 'browser',
    ...result,
  }))
  expect(stressSummary(results, '.cache/stress/now').split('\n')).toEqual([
    '   2 of 4  browser      tests/browser/a.test.ts › group › one',
    '   1 of 4  browser      tests/browser/b.test.ts › two',
    '   1 of 4  browser      tests/browser/c.test.ts failed outside of its tests',
    'Failed in 2 of 4 runs. Their reports, output and traces: .cache/stress/now/run-{1,4}',
    '2 passed, 4 failed',
  ])
})

test('a run that failed without a failed test is listed with its reason', () => {
  const late = { message: 'the app has ended', file: 'tests/browser/a.test.ts' }
  const results = [
    { run: 1, stage: 'browser', code: 1, report: reportOf({ unhandledErrors: [late, late] }) },
    { run: 1, stage: 'faults', code: 1, report: reportOf({}) },
    { run: 2, stage: 'browser', code: 137 },
  ]
  expect(stressSummary(results, '.cache/stress/now').split('\n')).toEqual([
    '   1 of 2  browser      unhandled: "the app has ended" during tests/browser/a.test.ts',
    '   1 of 2  faults       no test failed, but vitest ended with exit code 1, see above',
    '   1 of 2  browser      the tests could not be run (exit code 137)',
    'Failed in 2 of 2 runs. Their reports, output and traces: .cache/stress/now/run-{1,2}',
    '0 passed, 0 failed',
  ])
})

test('runs without a failure are summed up in one line', () => {
  const results = [1, 2].map((run) => ({ run, stage: 'browser', ...passed }))
  expect(stressSummary(results, '.cache/stress/now').split('\n')).toEqual([
    'Nothing failed in 2 runs.',
    '2 passed, 0 failed',
  ])
})

test('one failed run is named by its folder', () => {
  expect(stressSummary([{ run: 7, stage: 'browser', ...failed }], '.cache/stress/now')).toContain(
    ': .cache/stress/now/run-7\n',
  )
})
