import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toAppError } from '#shared/errors.ts'
import type { Media, Value } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Run, Step } from '#shared/run/reduceRun.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import { makeFolder } from '../cli/runCli.ts'
import { fileOf, turbo } from '../cli/workflows.ts'
import type { Editor } from './startEditor.ts'
import { startEditor } from './startEditor.ts'

/** Two pictures, of which one is chosen and saved. */
const workflow = fileOf(
  [
    { id: 'lines', type: 'local/text-lines', values: { text: 'a boat\na lamp' } },
    { id: 'make', type: turbo(), values: { seed: 7, image_size: 'square' } },
    { id: 'choose', type: 'local/choose' },
    { id: 'save', type: 'local/save-image' },
  ],
  ['lines.lines > make.prompt', 'make.image > choose.images', 'choose.first > save.images'],
)
const request = { text: workflow, workflow: null, targets: null, fresh: false, first: false }

async function runOf({ client }: Editor, run: string): Promise<Run> {
  const { events } = await client.request('run.open', { run })
  const state = reduceRun(null, events)
  if (state === null) throw new Error('the run has not started')
  return state
}

/** Resolves when the run waits for the user; a restarted host has not reported anything before. */
const prompts = ({ waitForEvent: heard }: Editor, run: string) =>
  heard(
    (event) =>
      event.type === 'run.events' &&
      event.run === run &&
      event.events.some(({ type }) => type === 'step.asked'),
  )
const ends = ({ waitForEvent: heard }: Editor, run: string) =>
  heard(
    (event) =>
      event.type === 'run.events' &&
      event.run === run &&
      event.events.some(({ type }) => type === 'run.finished'),
  )

const waiting = (step: Step | undefined): readonly Media[] => {
  const images: Value | undefined =
    step?.phase === 'waiting' ? step.prompts?.[0]?.inputs['images'] : undefined
  const list: readonly Value[] = Array.isArray(images) ? images : []
  return list.filter(isMedia)
}

const accepted = async (home: string): Promise<number> =>
  (await readFile(join(home, 'practice/ledger.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line.includes('"accepted"')).length

test('a run that needs user input outlives its host, and ends with what was chosen', async () => {
  const home = await makeFolder()
  const first = await startEditor({ home })
  const { run } = await first.client.request('run.start', request)
  await prompts(first, run)
  const before = waiting((await runOf(first, run)).steps['choose'])
  expect(before).toHaveLength(2)
  await first.end('SIGKILL')

  const second = await startEditor({ home })
  expect(await second.client.request('run.list', {})).toMatchObject([{ id: run, state: 'interrupted' }])
  await second.client.request('run.resume', { run })
  await prompts(second, run)
  expect(await second.client.request('run.list', {})).toMatchObject([
    { id: run, state: 'running', asking: true },
  ])
  const resumed = await runOf(second, run)
  expect(resumed.steps['make']).toMatchObject({ phase: 'done', reused: true })
  expect(waiting(resumed.steps['choose']).map(({ sha256 }) => sha256)).toEqual(
    before.map(({ sha256 }) => sha256),
  )
  await second.client.request('run.answer', {
    run,
    node: 'choose',
    item: '0',
    value: { chosen: [1], pictures: before.map(({ sha256 }) => sha256) },
  })
  await ends(second, run)

  const ended = await runOf(second, run)
  expect(ended.phase).toBe('done')
  const { choose } = ended.steps
  expect(choose?.phase === 'done' && choose.outputs).toMatchObject({ first: { sha256: before[1]?.sha256 } })
  // The engine was called once for each picture, whatever happened since.
  expect(await accepted(home)).toBe(2)
})

test('a given answer survives a kill right after it', async () => {
  const home = await makeFolder()
  const first = await startEditor({ home })
  const { run } = await first.client.request('run.start', request)
  await prompts(first, run)
  await first.client.request('run.answer', { run, node: 'choose', item: '0', value: [0] })
  await first.end('SIGKILL')

  const second = await startEditor({ home })
  const resumed = await second.client.request('run.resume', { run }).then(
    () => 'resumed',
    (thrown: unknown) => toAppError(thrown).code,
  )
  // It may have ended before it was killed.
  expect(['resumed', 'input.invalid']).toContain(resumed)
  if (resumed === 'resumed') await ends(second, run)
  expect(await second.client.request('run.list', {})).toMatchObject([{ id: run, state: 'done' }])
  const { choose, make } = (await runOf(second, run)).steps
  const images: Value = make?.phase === 'done' ? (make.outputs['image'] ?? null) : null
  const [chosen] = Array.isArray(images) ? images.filter(isMedia) : []
  expect(choose?.phase === 'done' && choose.outputs).toMatchObject({ first: { sha256: chosen?.sha256 } })
  expect(await accepted(home)).toBe(2)
})
