import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { onTestFinished, expect, test } from 'vitest'

import { root } from '../prepare/root.mjs'
import { readArguments } from './arguments.mjs'
import { rerunCommand } from './rerun.mjs'
import { runVitest } from './runVitest.mjs'
import { failureReasons } from './summary.mjs'

/** Titles that differ slightly, and contain characters with a meaning in shells and patterns. */
const hostile = String.raw`costs "$HOME" \`id\` (a|b)* [x] \d+ 'q' !! %PATH% & é`

const unitFile = `
import { describe, expect, test } from 'vitest'
test('a run', () => expect(1).toBe(2))
test('a run goes on', () => expect(1).toBe(1))
describe('in a group', () => {
  test('a run', () => expect(1).toBe(1))
  test(${JSON.stringify(hostile)}, () => expect(1).toBe(2))
})
`
const faultFile = `
import { expect, test } from 'vitest'
test('a job', () => expect(1).toBe(2))
test('a job goes on', () => expect(1).toBe(1))
`
const passingFile = `
import { expect, test } from 'vitest'
test('a run', () => expect(1).toBe(1))
test('a job', () => expect(1).toBe(1))
`
const rejectingFile = `
import { expect, test } from 'vitest'
test('leaves a request behind', () => {
  void Promise.reject(new Error('the app has ended'))
  expect(1).toBe(1)
})
`

test("the summary's command runs exactly the failed tests, stage by stage", async () => {
  const run = plant({
    'unit/a.test.mjs': unitFile,
    'unit/passing.test.mjs': passingFile,
    'faults/b.test.mjs': faultFile,
    'faults/passing.test.mjs': passingFile,
  })
  const first = await run('unit faults', [])
  const command = rerunCommand(first)
  if (command === undefined) throw new Error('nothing failed')

  const { chosen, words } = readArguments(wordsOfShell(command))
  const again = await run(chosen.map(({ name }) => name).join(' '), words)
  expect(ranTests(again)).toEqual([
    'unit a.test.mjs: a run',
    `unit a.test.mjs: in a group, ${hostile}`,
    'faults b.test.mjs: a job',
  ])
  expect(again.map(({ code }) => code)).toEqual([1, 1])
})

test('a file that cannot be read is rerun as a whole', async () => {
  const run = plant({
    'unit/a.test.mjs': unitFile,
    'unit/broken.test.mjs': "import './missing.mjs'\n",
    'unit/passing.test.mjs': passingFile,
  })
  const command = rerunCommand(await run('unit', []))
  if (command === undefined) throw new Error('nothing failed')

  const [again] = await run('unit', readArguments(wordsOfShell(command)).words)
  expect(again?.report).toMatchObject({
    counts: { passed: 2, failed: 3, skipped: 0 },
    brokenFiles: [expect.stringMatching(/unit\/broken\.test\.mjs$/)],
  })
})

test('an error that no test caught fails the stage, and the summary names it and its file', async () => {
  const run = plant({ 'unit/late.test.mjs': rejectingFile, 'unit/passing.test.mjs': passingFile })
  const [stage] = await run('unit', [])
  if (stage?.report === undefined) throw new Error('vitest wrote no report')
  expect(stage.report.counts).toEqual({ passed: 3, failed: 0, skipped: 0 })
  expect(failureReasons(stage)).toEqual([
    expect.stringMatching(
      /^no test failed, but 1 error went unhandled: "the app has ended" during \S+\/unit\/late\.test\.mjs$/,
    ),
  ])
})

/**
 * Writes test files for the stages `unit` and `faults` into a folder of the project.
 *
 * @returns Runs stages, named in one text, as `npm test` would, with these files in place of the project's own.
 */
function plant(files: Readonly<Record<string, string>>) {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, '.cache/planted-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const stage of ['unit', 'faults']) mkdirSync(join(folder, stage))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  const projects = ['unit', 'faults'].map((name) => ({
    test: { name, include: [`${folder}/${name}/*.test.mjs`] },
  }))
  const config = join(folder, 'vitest.config.mjs')
  writeFileSync(
    config,
    `export default ${JSON.stringify({ test: { projects, pool: 'threads', isolate: false, maxWorkers: 1 } })}\n`,
  )

  return async (stages: string, words: readonly string[]) => {
    const results = []
    for (const name of stages.split(' ')) {
      const startedAt = performance.now()
      const outcome = await runVitest({
        node: process.execPath,
        stage: name,
        words: ['--config', config, ...words],
        folder: join(folder, 'reports'),
        log: join(folder, 'output.txt'),
      })
      const seconds = (performance.now() - startedAt) / 1000
      results.push({ name, passed: outcome.code === 0, seconds, ...outcome })
    }
    return results
  }
}

/** What `npm test --` gets when a shell reads `command`. */
function wordsOfShell(command: string) {
  const script = `npm() { shift 2; printf '%s\\0' "$@"; }\n${command}`
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

function ranTests(results: Awaited<ReturnType<ReturnType<typeof plant>>>) {
  return results.flatMap(({ name, report }) =>
    (report?.tests ?? []).map(
      ({ file, titles }) => `${name} ${file.split('/').at(-1) ?? ''}: ${titles.join(', ')}`,
    ),
  )
}
