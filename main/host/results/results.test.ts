import { describe, expect, test } from 'vitest'
import type { ResultRow } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Origin } from '#shared/services.ts'
import type { Job } from '../../jobs/job.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { ResultQuery } from './results.ts'
import { drawing, jobOf, one, pastLibrary } from './resultsFixture.ts'

const { list, marks, remove, run } = pastLibrary()
const [first, second, third] = [fakeMedia(1), fakeMedia(2), fakeMedia(3)]

const hashes = (rows: readonly ResultRow[]): readonly number[] =>
  rows.map(({ media }) => Number.parseInt(media.sha256, 16))

test('a picture has its provenance: inputs, node, request, time and cost', async () => {
  run({
    id: 'r1',
    workflow: workflowOf({ a: drawing('boats', 'Generate'), b: drawing('a lighthouse', 'Repaint') }, [
      'a.image > b.from',
    ]),
    steps: { a: { at: 100, outputs: one(first) }, b: { at: 200, outputs: one(second) } },
    jobs: [jobOf('r1', 'a', 0, 'request-a', 0.01), jobOf('r1', 'b', 0, 'request-b', 0.02)],
  })
  const both = {
    run: 'r1',
    workflowName: 'Harbour',
    nodeType: 'test/draw',
    port: 'image',
    mode: 'practice',
    engine: 'runcomfy',
    modelId: 'm',
  }
  expect(await list()).toEqual([
    {
      ...both,
      media: second,
      node: 'b',
      nodeTitle: 'Repaint',
      at: 200,
      took: 199,
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
      took: 99,
      cost: 0.01,
      requestId: 'request-a',
      inputs: { prompt: 'boats' },
    },
  ])
})

test('each item of a list has the inputs and the request of its own', async () => {
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
  expect((await list()).map(({ requestId, cost, inputs }) => [requestId, cost, inputs])).toEqual([
    ['request-0', 0.01, { prompt: 'dawn' }],
    ['request-1', 0.02, { prompt: 'noon' }],
  ])
})

describe('only what a node has made is a result:', () => {
  const workflow = workflowOf({ a: drawing('boats', 'Generate'), p: 'test/pass' }, ['a.image > p.value'])

  test('what another only passes on is listed once, with the path where it was saved', async () => {
    const saved = { ...first, path: '/pictures/boats.png' }
    run({
      id: 'r1',
      workflow,
      steps: { a: { at: 100, outputs: one(first) }, p: { at: 200, outputs: { value: saved } } },
    })
    expect((await list()).map(({ node, media }) => [node, media])).toEqual([['a', saved]])
  })

  test('a reused result belongs to the run that made it', async () => {
    run({ id: 'r1', workflow, steps: { a: { at: 100, outputs: one(first) } } })
    run({ id: 'r2', workflow, steps: { a: { at: 200, outputs: one(first), reused: true } } })
    expect((await list()).map(({ run: id }) => id)).toEqual(['r1'])
  })

  test.each<[string, Origin | undefined]>([
    ['a file', { from: 'file', name: 'a.png' }],
    ['an address', { from: 'address', url: 'https://example.org/a.png' }],
    ['nobody knows where', undefined],
  ])('what came from %s is no result', async (_, origin) => {
    run({ id: 'r1', workflow, steps: { a: { at: 100, outputs: one(first) } } })
    expect(await list({}, () => origin)).toEqual([])
  })
})

test('a run that was removed from the history leaves its pictures', async () => {
  run({
    id: 'r1',
    workflow: workflowOf({ a: drawing('x', 'A') }),
    steps: { a: { at: 100, outputs: one(first) } },
  })
  remove('r1')
  expect(hashes(await list())).toEqual([1])
})

test('an unknown node type leaves its pictures, without provenance', async () => {
  run({ id: 'r1', workflow: workflowOf({ a: 'test/gone' }), steps: { a: { at: 100, outputs: one(first) } } })
  expect(await list()).toMatchObject([{ media: first, nodeTitle: 'a', nodeType: '', inputs: {} }])
})

describe('what a job brought when no run waited for it', () => {
  const home = (node: string, item: number, media: Media): Job => {
    const job = jobOf('r1', node, item, `request-${node}`, 0.02)
    if (job.phase.state !== 'downloaded') throw new Error('it is home')
    return { ...job, phase: { ...job.phase, media: [['https://out/1', media]] } }
  }

  test('is a result with its inputs, even if its run was removed from the history', async () => {
    run({
      id: 'r1',
      workflow: workflowOf({ a: drawing('boats', 'Repaint') }),
      steps: {},
      jobs: [home('a', 0, first)],
    })
    remove('r1')
    expect(await list()).toMatchObject([
      {
        media: first,
        run: 'r1',
        node: 'a',
        nodeTitle: 'Repaint',
        cost: 0.02,
        requestId: 'request-a',
        modelId: 'm',
        inputs: { prompt: 'boats' },
      },
    ])
  })

  test('is listed once if a run has it too', async () => {
    run({
      id: 'r1',
      workflow: workflowOf({ a: drawing('boats', 'A'), b: drawing('a field', 'B') }),
      steps: { b: { at: 100, outputs: one(second) } },
      jobs: [home('a', 0, first), home('b', 0, second)],
    })
    run({
      id: 'r2',
      workflow: workflowOf({ a: drawing('boats', 'A') }),
      steps: { a: { at: 200, outputs: one(first) } },
    })
    expect((await list()).map(({ run: id, media }) => [id, media.sha256])).toEqual([
      ['r2', first.sha256],
      ['r1', second.sha256],
    ])
  })
})

describe('a list', () => {
  const picture = (id: string, at: number, media: Media, prompt = 'x', name = 'Harbour') =>
    run({
      id,
      name,
      workflow: workflowOf({ a: drawing(prompt, 'A') }),
      steps: { a: { at, outputs: one(media) } },
    })

  test('has the newest first, and continues before the last known row', async () => {
    picture('r1', 100, first)
    picture('r2', 200, second)
    picture('r3', 300, third)
    expect(hashes(await list({ most: 2 }))).toEqual([3, 2])
    expect(hashes(await list({ most: 2, before: 200 }))).toEqual([1])
  })

  test.each<[ResultQuery['kind'], readonly number[]]>([
    ['pictures', [3, 1]],
    ['masks', [2]],
    ['videos', [4]],
    ['audio', []],
    ['all', [4, 3, 2, 1]],
  ])('filtered by %s has only these', async (kind, found) => {
    picture('r1', 100, first)
    picture('r2', 200, fakeMedia(2, 'mask'))
    picture('r3', 300, third)
    picture('r4', 400, fakeMedia(4, 'video'))
    expect(hashes(await list({ kind }))).toEqual(found)
  })

  test('never splits results of the same moment, so that none is missed', async () => {
    run({
      id: 'r1',
      workflow: workflowOf({ a: drawing('x', 'A'), b: drawing('y', 'B'), c: drawing('z', 'C') }),
      steps: {
        a: { at: 200, outputs: { images: [first, second] } },
        b: { at: 200, outputs: one(third) },
        c: { at: 100, outputs: one(fakeMedia(4)) },
      },
    })
    expect(hashes(await list({ most: 1 }))).toEqual([1, 2, 3])
    expect(hashes(await list({ most: 1, before: 200 }))).toEqual([4])
  })

  test('is complete over more steps than are read at once', async () => {
    for (let count = 1; count <= 230; count++) picture(`r${count}`, count, fakeMedia(count))
    expect((await list({ most: 200 })).length).toBe(200)
    expect((await list({ most: 200, before: 31 })).length).toBe(30)
  })

  test.each([
    ['boats', [1]],
    ['BOATS dawn', [1]],
    ['boats night', []],
    ['port', [2]],
    ['', [2, 1]],
  ])('for the words %j has what they all occur in', async (words, found) => {
    picture('r1', 100, first, 'Boats at dawn')
    picture('r2', 200, second, 'A field', 'Port')
    expect(hashes(await list({ text: words }))).toEqual(found)
  })

  test('of one workflow has no other', async () => {
    picture('r1', 100, first, 'x', 'Harbour')
    picture('r2', 200, second, 'x', 'Port')
    expect(hashes(await list({ workflowName: 'Harbour' }))).toEqual([1])
  })

  test.each([
    [{ nodeTitle: 'Repaint' }, [2]],
    [{ nodeTitle: 'repaint' }, []],
    [{ nodeType: 'test/draw' }, [2, 1]],
    [{ nodeType: 'test/other' }, []],
    [{ nodeTitle: 'Repaint', text: 'boats' }, []],
  ])('of %j has what that node made', async (query, found) => {
    run({
      id: 'r1',
      workflow: workflowOf({ a: drawing('boats', 'Generate'), b: drawing('a field', 'Repaint') }),
      steps: { a: { at: 100, outputs: one(first) }, b: { at: 200, outputs: one(second) } },
    })
    expect(hashes(await list(query))).toEqual(found)
  })

  test.each([
    ['gated', 'the title of its node type'],
    ['ÉCLUSE', 'its prompt, in another case and not in ASCII'],
    ['"low"', 'its prompt, which has quotes'],
    ['noon', 'what another node made for it'],
  ])('for %j finds a picture by %s', async (text) => {
    run({
      id: 'r1',
      workflow: workflowOf(
        {
          l: { type: 'test/lines', values: { text: 'une écluse at "low" tide' } },
          a: { type: 'test/draw' },
        },
        ['l.lines > a.prompt'],
      ),
      steps: {
        l: { at: 10, outputs: { lines: ['une écluse at "low" tide, noon'] } },
        a: { at: 100, outputs: { image: [first] } },
      },
    })
    expect(hashes(await list({ text }))).toEqual([1])
  })
})

describe('marks', () => {
  const runTwo = (): void =>
    run({
      id: 'r1',
      workflow: workflowOf({ a: drawing('boats', 'Generate'), b: drawing('a lighthouse', 'Repaint') }, []),
      steps: { a: { at: 100, outputs: one(first) }, b: { at: 200, outputs: one(second) } },
    })

  test('of a result are in its row, and the list can be of the starred ones, or of a tag', async () => {
    runTwo()
    marks().change([first.sha256], { starred: true, tags: ['cover'] })
    marks().change([second.sha256], { tags: ['cover'] })
    expect((await list()).map(({ starred, tags }) => ({ starred, tags }))).toEqual([
      { starred: undefined, tags: ['cover'] },
      { starred: true, tags: ['cover'] },
    ])
    expect(hashes(await list({ starred: true }))).toEqual([1])
    expect(hashes(await list({ tag: 'cover' }))).toEqual([2, 1])
    expect(hashes(await list({ tag: 'cover', starred: true, text: 'lighthouse' }))).toEqual([])
    marks().change([first.sha256], { starred: false })
    expect(hashes(await list({ starred: true }))).toEqual([])
    expect(marks().tags()).toEqual(['cover'])
  })

  test('a deleted result is in no list, and comes back with its marks', async () => {
    runTwo()
    marks().change([second.sha256], { starred: true })
    marks().delete([second.sha256], 300)
    expect(hashes(await list())).toEqual([1])
    marks().restore([second.sha256])
    expect(hashes(await list({ starred: true }))).toEqual([2])
  })
})
