import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'

const example = join(import.meta.dirname, '../../examples/generate-then-inpaint.json')

interface Line {
  readonly event: string
  readonly data?: Readonly<Record<string, unknown>>
}

const linesOf = (text: string): readonly Line[] =>
  // The cast is sound: the log wrote it.
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

test('a run records its start, its jobs and its end in the log of the library, without its prompts', async () => {
  const cwd = await makeFolder()
  const { code } = await runCliInProcess(['run', example, '--out', join(cwd, 'out')], { cwd })
  expect(code).toBe(0)
  const text = readFileSync(join(cwd, 'home/logs/patchbay-000001.log'), 'utf8')
  const lines = linesOf(text)
  expect(lines[0]).toMatchObject({
    event: 'start',
    data: { front: 'command line', version: 'under test', node: process.version },
  })
  const events = lines.map(({ event }) => event)
  expect(events.slice(1, 4)).toEqual(['library.migrated', 'library.opened', 'run.queued'])
  expect(events.slice(-2)).toEqual(['run.finished', 'library.closed'])
  const states = lines.filter(({ event }) => event === 'job.state').map(({ data }) => data?.['state'])
  const jobs = states.filter((state) => state === 'submitted').length
  expect([jobs > 0, states.filter((state) => state === 'downloaded').length]).toEqual([true, jobs])
  const prompts = [...readFileSync(example, 'utf8').matchAll(/"prompt": "([^"]+)"/g)].map(
    ([, prompt]) => prompt,
  )
  expect(prompts.length).toBeGreaterThan(0)
  for (const prompt of prompts) expect(text).not.toContain(prompt)
})

test('--verbose prints the log to standard error, and commands that log nothing create no library', async () => {
  const cwd = await makeFolder()
  const quiet = await runCliInProcess(['version'], { cwd })
  expect([quiet.stdout, quiet.stderr, existsSync(join(cwd, 'home'))]).toEqual(['under test\n', '', false])
  const { code, stderr } = await runCliInProcess(['gc', '--verbose'], { cwd })
  expect(code).toBe(0)
  expect(linesOf(stderr).map(({ event }) => event)).toEqual([
    'start',
    'library.migrated',
    'library.opened',
    'library.closed',
  ])
  expect(readFileSync(join(cwd, 'home/logs/patchbay-000001.log'), 'utf8')).toBe(stderr)
})
