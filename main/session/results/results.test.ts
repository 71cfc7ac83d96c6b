import { describe, expect, test } from 'vitest'
import type { Workflow } from '#shared/document/workflow.ts'
import type { ResultRow } from '#shared/ipc/records.ts'
import type { Media, Values } from '#shared/ports/value.ts'
import { image, listOf, optional, text } from '#shared/ports/port.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Origin } from '#shared/services.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Job } from '../../jobs/job.ts'
import { createHistory } from '../../services/library/history.ts'
import { createJobRows } from '../../services/library/jobRows.ts'
import { testLibrary } from '../../services/library/libraryFixture.ts'
import { createRuns } from '../../services/library/runs.ts'
import type { ResultQuery } from './results.ts'
import { listResults } from './results.ts'

const library = testLibrary()

const draw = gatedNode({
  type: 'test/draw',
  inputs: { prompt: text('Prompt'), from: optional(image('From')) },
  outputs: { image: image('Image'), images: listOf(image('Images')) },
})
const registry = testRegistry(draw.type)

const drawing = (prompt: string, title: string) => ({ type: 'test/draw', values: { prompt }, title })
const [first, second, third] = [fakeMedia(1), fakeMedia(2), fakeMedia(3)]
const made: Origin = { from: 'job', requestId: 'request-of-origin', url: '', at: 0 }

interface Past {
  readonly id: string
  readonly name?: string
  readonly workflow: Workflow
  readonly steps: Readonly<
    Record<string, { readonly at: number; readonly outputs: Values; readonly reused?: boolean }>
  >
  readonly jobs?: readonly Job[]
}

function run({ id, name = 'Harbour', workflow, steps, jobs = [] }: Past): void {
  const runs = createRuns(library.database)
  const request = {
    engine: 'practice' as const,
    targets: null,
    out: '',
    folder: '',
    pictures: [],
    concurrency: 1,
    fresh: false,
  }
  runs.start({ id, name, account: 'a', workflow: JSON.stringify(workflow), request, at: 1 })
  for (const [node, { at, outputs, reused = false }] of Object.entries(steps)) {
    const event: RunEvent = { type: 'step.done', node, at, outputs, reused, cost: null }
    runs.record(id, event)
  }
  for (const job of jobs) void createJobRows(library.database, () => 1).add(job, new Uint8Array())
}

const jobOf = (runId: string, node: string, item: number, requestId: string, cost: number): Job => ({
  facts: {
    id: `${runId}-${node}-${item}`,
    key: requestId,
    modelId: 'm',
    bodySha256: '',
    bodyBytes: 0,
    account: 'a',
    run: runId,
    node,
    item,
    createdAt: 1,
  },
  phase: {
    state: 'downloaded',
    request: { requestId, statusUrl: null, resultUrl: null, cancelUrl: null, at: 1 },
    output: null,
    cost,
    media: [],
  },
})

function list(
  query: Partial<ResultQuery> = {},
  originOf: (sha256: string) => Origin | undefined = () => made,
) {
  return listResults(
    { before: null, most: 50, text: '', workflowName: null, ...query },
    {
      history: createHistory(library.database),
      runs: createRuns(library.database),
      store: createJobRows(library.database, () => 1),
      registry,
      originOf,
    },
  )
}

const hashes = (rows: readonly ResultRow[]): readonly number[] =>
  rows.map(({ media }) => Number.parseInt(media.sha256, 16))
const one = (media: Media): Values => ({ image: media, images: [media] })

test('a picture comes with its story: inputs, node, request, time and cost', () => {
  run({
    id: 'r1',
    workflow: workflowOf({ a: drawing('boats', 'Generate'), b: drawing('a lighthouse', 'Repaint') }, [
      'a.image > b.from',
    ]),
    steps: { a: { at: 100, outputs: one(first) }, b: { at: 200, outputs: one(second) } },
    jobs: [jobOf('r1', 'a', 0, 'request-a', 0.01), jobOf('r1', 'b', 0, 'request-b', 0.02)],
  })
  const both = { run: 'r1', workflowName: 'Harbour', nodeType: 'test/draw', port: 'image' }
  expect(list()).toEqual([
    {
      ...both,
      media: second,
      node: 'b',
      nodeTitle: 'Repaint',
      at: 200,
      cost: 0.02,
      requestId: 'request-b',
      inputs: { prompt: 'a lighthouse', from: { asset: first.sha256 } },
    },
    {
      ...both,
      media: first,
      node: 'a',
      nodeTitle: 'Generate',
      at: 100,
      cost: 0.01,
      requestId: 'request-a',
      inputs: { prompt: 'boats' },
    },
  ])
})

test('each item of a list has the inputs and the request of its own', () => {
  run({
    id: 'r1',
    workflow: workflowOf(
      {
        l: { type: 'test/lines', values: { text: 'dawn\nnoon' } },
        a: { type: 'test/draw', title: 'Generate' },
      },
      ['l.lines > a.prompt'],
    ),
    steps: {
      l: { at: 10, outputs: { lines: ['dawn', 'noon'] } },
      a: { at: 100, outputs: { image: [first, second], images: [first, second] } },
    },
    jobs: [jobOf('r1', 'a', 0, 'request-0', 0.01), jobOf('r1', 'a', 1, 'request-1', 0.02)],
  })
  expect(list().map(({ requestId, cost, inputs }) => [requestId, cost, inputs])).toEqual([
    ['request-0', 0.01, { prompt: 'dawn' }],
    ['request-1', 0.02, { prompt: 'noon' }],
  ])
})

describe('only what a node has made is a result:', () => {
  const workflow = workflowOf({ a: drawing('boats', 'Generate'), p: 'test/pass' }, ['a.image > p.value'])

  test('what another only passes on comes once, with the place where it was saved', () => {
    const saved = { ...first, path: '/pictures/boats.png' }
    run({
      id: 'r1',
      workflow,
      steps: { a: { at: 100, outputs: one(first) }, p: { at: 200, outputs: { value: saved } } },
    })
    expect(list().map(({ node, media }) => [node, media])).toEqual([['a', saved]])
  })

  test('what was known already is told of the run that made it', () => {
    run({ id: 'r1', workflow, steps: { a: { at: 100, outputs: one(first) } } })
    run({ id: 'r2', workflow, steps: { a: { at: 200, outputs: one(first), reused: true } } })
    expect(list().map(({ run: id }) => id)).toEqual(['r1'])
  })

  test.each<[string, Origin | undefined]>([
    ['a file', { from: 'file', name: 'a.png' }],
    ['an address', { from: 'address', url: 'https://example.org/a.png' }],
    ['nobody knows where', undefined],
  ])('what came from %s is none', (_, origin) => {
    run({ id: 'r1', workflow, steps: { a: { at: 100, outputs: one(first) } } })
    expect(list({}, () => origin)).toEqual([])
  })
})

test('a run that was taken out of the history leaves its pictures', () => {
  run({
    id: 'r1',
    workflow: workflowOf({ a: drawing('x', 'A') }),
    steps: { a: { at: 100, outputs: one(first) } },
  })
  createHistory(library.database).remove('r1', 500)
  expect(hashes(list())).toEqual([1])
})

test('a node type that is not known any more leaves its pictures, without a story', () => {
  run({ id: 'r1', workflow: workflowOf({ a: 'test/gone' }), steps: { a: { at: 100, outputs: one(first) } } })
  expect(list()).toMatchObject([{ media: first, nodeTitle: 'a', nodeType: '', inputs: {} }])
})

describe('a list', () => {
  const picture = (id: string, at: number, media: Media, prompt = 'x', name = 'Harbour') =>
    run({
      id,
      name,
      workflow: workflowOf({ a: drawing(prompt, 'A') }),
      steps: { a: { at, outputs: one(media) } },
    })

  test('has the newest first, and goes on before the last one that is known', () => {
    picture('r1', 100, first)
    picture('r2', 200, second)
    picture('r3', 300, third)
    expect(hashes(list({ most: 2 }))).toEqual([3, 2])
    expect(hashes(list({ most: 2, before: 200 }))).toEqual([1])
  })

  test('never parts what was made at one moment, so that none is passed over', () => {
    run({
      id: 'r1',
      workflow: workflowOf({ a: drawing('x', 'A'), b: drawing('y', 'B'), c: drawing('z', 'C') }),
      steps: {
        a: { at: 200, outputs: { images: [first, second] } },
        b: { at: 200, outputs: one(third) },
        c: { at: 100, outputs: one(fakeMedia(4)) },
      },
    })
    expect(hashes(list({ most: 1 }))).toEqual([1, 2, 3])
    expect(hashes(list({ most: 1, before: 200 }))).toEqual([4])
  })

  test('is whole over more steps than are read at once', () => {
    for (let count = 1; count <= 230; count++) picture(`r${count}`, count, fakeMedia(count))
    expect(list({ most: 200 }).length).toBe(200)
    expect(list({ most: 200, before: 31 }).length).toBe(30)
  })

  test.each([
    ['boats', [1]],
    ['BOATS dawn', [1]],
    ['boats night', []],
    ['port', [2]],
    ['', [2, 1]],
  ])('for the words %j has what they all stand in', (words, found) => {
    picture('r1', 100, first, 'Boats at dawn')
    picture('r2', 200, second, 'A field', 'Port')
    expect(hashes(list({ text: words }))).toEqual(found)
  })

  test('of one workflow has no other', () => {
    picture('r1', 100, first, 'x', 'Harbour')
    picture('r2', 200, second, 'x', 'Port')
    expect(hashes(list({ workflowName: 'Harbour' }))).toEqual([1])
  })
})
