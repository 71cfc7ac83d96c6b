import { expect, test } from 'vitest'

import { Interrupted, Stop } from '../prepare/stop.mjs'
import { runStages } from './runStages.mjs'
import type { StageOutcome } from './stages.mjs'
import { passedTest, reportOf } from './testing/reports.ts'

const context = { node: process.execPath, words: [] }

/** A stage with a given outcome. */
function stage(name: string, run: () => Promise<StageOutcome>) {
  return { name, title: name, run }
}

test('a failed stage does not stop the others', async () => {
  const report = reportOf({ tests: [passedTest('a.test.ts', 'one')] })
  const printed: string[] = []
  const results = await runStages(
    [
      stage('types', async () => ({ code: 2 })),
      stage('build', () => Promise.reject(new Stop('The build failed.'))),
      stage('unit', async () => ({ code: 0, report, coverage: true })),
    ],
    context,
    (line) => printed.push(line),
  )
  expect(printed).toEqual(['\n— types', '\n— build', 'The build failed.', '\n— unit'])
  const seconds: unknown = expect.any(Number)
  expect(results).toEqual([
    { name: 'types', passed: false, seconds, code: 2 },
    { name: 'build', passed: false, seconds, code: 70 },
    { name: 'unit', passed: true, seconds, code: 0, report, coverage: true },
  ])
})

test('an interrupted stage ends them all', async () => {
  const stages = [
    stage('unit', () => Promise.reject(new Interrupted('SIGINT'))),
    stage('integration', () => Promise.reject(new Error('was started'))),
  ]
  await expect(runStages(stages, context, () => {})).rejects.toMatchObject({ exitCode: 130 })
})
