import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { drawing, jobOf, one, pastLibrary } from './resultsFixture.ts'

const { run, details: story } = pastLibrary()
const [first, second] = [fakeMedia(1), fakeMedia(2)]
const workflow = workflowOf({ a: drawing('boats', 'Generate') })

test('a picture has the newest run that made it, and how often it was reused at no cost', async () => {
  run({
    id: 'r1',
    workflow,
    steps: { a: { at: 100, outputs: one(first) } },
    jobs: [jobOf('r1', 'a', 0, 'request-a', 0.01)],
  })
  run({ id: 'r2', workflow, steps: { a: { at: 200, outputs: one(first), reused: true } } })
  run({ id: 'r3', workflow, steps: { a: { at: 300, outputs: one(first), reused: true } } })
  run({ id: 'r4', workflow, steps: { a: { at: 400, outputs: one(second) } } })
  expect(await story(first.sha256, [first])).toEqual({
    media: first,
    gone: false,
    source: null,
    reuses: 2,
    row: {
      media: first,
      run: 'r1',
      workflowName: 'Harbour',
      node: 'a',
      nodeTitle: 'Generate',
      nodeType: 'test/draw',
      port: 'image',
      at: 100,
      took: 99,
      mode: 'practice',
      engine: 'runcomfy',
      modelId: 'm',
      cost: 0.01,
      requestId: 'request-a',
      inputs: { prompt: 'boats' },
    },
  })
})

test('a picture whose file was cleaned up keeps its provenance', async () => {
  run({ id: 'r1', workflow, steps: { a: { at: 100, outputs: one(first) } } })
  expect(await story(first.sha256, [])).toMatchObject({ gone: true, row: { run: 'r1' } })
})

test.each([
  [{ from: 'file', name: 'a.png' } as const, { from: 'file', name: 'a.png' }],
  [
    { from: 'address', url: 'https://example.org/a.png?sign=x' } as const,
    { from: 'address', name: 'https://example.org/a.png' },
  ],
  [{ from: 'node', type: 'local/crop' } as const, null],
])('a picture that no run made has its source: %j', async (origin, source) => {
  expect(await story(first.sha256, [first], () => origin)).toEqual({
    media: first,
    gone: false,
    row: null,
    source,
    reuses: 0,
  })
})

test('nothing is known about a picture that the library has never had', async () => {
  expect(await story(first.sha256, [], () => undefined)).toEqual({
    media: null,
    gone: true,
    row: null,
    source: null,
    reuses: 0,
  })
})
