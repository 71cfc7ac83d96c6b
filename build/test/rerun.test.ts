import { expect, test } from 'vitest'

import type { Report } from './report.mjs'
import { rerunCommand } from './rerun.mjs'
import { failedTest, passedTest, reportOf } from './testing/reports.ts'

function failedStage(name: string, report?: Partial<Report>) {
  const rest = report === undefined ? {} : { report: reportOf(report) }
  return { name, passed: false, seconds: 1, code: 1, ...rest }
}

test('a passed run suggests no rerun', () => {
  expect(rerunCommand([{ name: 'types', passed: true, seconds: 1, code: 0 }])).toBe(undefined)
})

test.each<[string, Parameters<typeof rerunCommand>[0], string]>([
  ['stages without tests', [failedStage('types'), failedStage('lint')], 'npm test -- types lint'],
  [
    'failed tests of several stages',
    [
      failedStage('unit', {
        tests: [failedTest('shared/a.test.ts', 'one'), passedTest('shared/b.test.ts', 'two')],
      }),
      failedStage('faults', { tests: [failedTest('tests/faults/c.test.ts', 'three')] }),
    ],
    'npm test -- unit faults -- shared/a.test.ts tests/faults/c.test.ts -t "^(one|three)$"',
  ],
  [
    'one title in two files',
    [failedStage('unit', { tests: [failedTest('a.test.ts', 'one'), failedTest('b.test.ts', 'one')] })],
    'npm test -- unit -- a.test.ts b.test.ts -t "^(one)$"',
  ],
  [
    'many failed tests of one file',
    [failedStage('unit', { tests: [1, 2, 3, 4, 5, 6].map((index) => failedTest('a.test.ts', `${index}`)) })],
    'npm test -- unit -- a.test.ts',
  ],
  [
    'a broken file beside a failed test',
    [failedStage('unit', { tests: [failedTest('a.test.ts', 'one')], brokenFiles: ['b.test.ts'] })],
    'npm test -- unit -- a.test.ts b.test.ts',
  ],
  [
    'an unhandled error of a known file',
    [failedStage('browser', { unhandledErrors: [{ message: 'late', file: 'tests/browser/a.test.ts' }] })],
    'npm test -- browser -- tests/browser/a.test.ts',
  ],
  [
    'a stage whose failure belongs to no file, beside one with a failed test',
    [
      failedStage('unit', {}),
      failedStage('browser', { tests: [failedTest('tests/browser/a.test.ts', 'one')] }),
    ],
    'npm test -- unit && npm test -- browser -- tests/browser/a.test.ts -t "^(one)$"',
  ],
  [
    'a title that a shell or a pattern would read as more than itself',
    [
      failedStage('unit', {
        tests: [failedTest('a b.test.ts', 'group', `"$HOME" \`x\` (é|ü)* \\ !1 %PATH%\n`)],
      }),
    ],
    'npm test -- unit -- "a b.test.ts" -t "^(group . ..HOME. .x. ...... . .1 .PATH.[^])$"',
  ],
])('%s', (_, results, command) => {
  expect(rerunCommand(results)).toBe(command)
})
