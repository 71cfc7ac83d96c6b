import { expect, test } from 'vitest'

import { countsLine, countsOf } from './counts.mjs'
import { runStages, summary } from './runStages.mjs'
import { Interrupted, Stop } from '../prepare/stop.mjs'

const context = { node: process.execPath, words: [] }

/** A stage that ends as it is told. */
function stage(name: string, run: () => Promise<{ code: number; counts?: ReturnType<typeof countsOf> }>) {
  return { name, title: name, run }
}

test('the counts are those of the report', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
    ],
  }
  expect(countsOf(report)).toEqual({ passed: 3, failed: 1, skipped: 3 })
})

test('a test file that cannot be read counts as failed', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: 'failed', assertionResults: [] }],
  }
  expect(countsOf(report)).toEqual({ passed: 3, failed: 1, skipped: 0 })
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

test('a failed stage is named, the others run all the same, and the counts stand alone on the last line', async () => {
  const heard: string[] = []
  const results = await runStages(
    [
      stage('types', async () => ({ code: 2 })),
      stage('build', () => Promise.reject(new Stop('The build failed.'))),
      stage('unit', async () => ({ code: 0, counts: { passed: 5, failed: 0, skipped: 0 } })),
    ],
    context,
    (line) => heard.push(line),
  )
  expect(heard).toEqual(['\n— types', '\n— build', 'The build failed.', '\n— unit'])
  expect(results.map(({ name, passed }) => [name, passed])).toEqual([
    ['types', false],
    ['build', false],
    ['unit', true],
  ])
  expect(summary(results).split('\n').slice(-2)).toEqual(['Not passed: types, build', '5 passed, 0 failed'])
})

test('without a run of tests there are no counts', () => {
  expect(summary([{ name: 'types', passed: true, seconds: 1.234 }])).toBe('types           1.2 s  passed')
})

test('an interrupted stage ends them all', async () => {
  const stages = [
    stage('unit', () => Promise.reject(new Interrupted('SIGINT'))),
    stage('integration', () => Promise.reject(new Error('was started'))),
  ]
  await expect(runStages(stages, context, () => {})).rejects.toMatchObject({ exitCode: 130 })
})
