import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Past } from './resultsFixture.ts'
import { drawing, jobOf, jobWith, one, pastLibrary } from './resultsFixture.ts'

const library = pastLibrary()
const [first, second] = [fakeMedia(1), fakeMedia(2)]

/** A run of two nodes that draw, in which those of `steps` made something. */
const drew = (id: string, steps: Past['steps'], more: Partial<Past> = {}): void =>
  library.run({
    id,
    workflow: workflowOf({ a: drawing('boats', 'A'), b: drawing('trees', 'B') }),
    steps,
    ...more,
  })

const both = { nodes: { a: 'test/draw', b: 'test/draw' } }
const madeBy = (of: Parameters<typeof library.newest>[0] = both) =>
  library.newest(of).map(({ node, finishedAt }) => [node, finishedAt])

test('each node has its newest result, even if later runs made nothing of it', () => {
  drew('r1', { a: { at: 100, outputs: one(first) }, b: { at: 110, outputs: one(first) } })
  drew('r2', { a: { at: 200, outputs: one(second) } })
  drew('r3', {})
  expect(library.newest(both)).toEqual([
    {
      node: 'a',
      run: 'r2',
      startedAt: null,
      finishedAt: 200,
      outputs: one(second),
      reused: false,
      cost: null,
    },
    {
      node: 'b',
      run: 'r1',
      startedAt: null,
      finishedAt: 110,
      outputs: one(first),
      reused: false,
      cost: null,
    },
  ])
})

test('a result stays the newest when its run is removed from the history', () => {
  drew('r1', { a: { at: 100, outputs: one(first) } })
  library.remove('r1')
  expect(madeBy()).toEqual([['a', 100]])
})

test('its start is that of its job', () => {
  drew('r1', { a: { at: 100, outputs: one(first) } }, { jobs: [jobOf('r1', 'a', 0, 'request-a', 0.01)] })
  expect(library.newest()).toMatchObject([{ startedAt: 1, finishedAt: 100 }])
})

test('a result that the user has removed from the list of its node is ignored', () => {
  drew('r1', { a: { at: 100, outputs: one(first) } })
  drew('r2', { a: { at: 200, outputs: one(second) } })
  library.hideVersion('r2')
  expect(madeBy()).toEqual([['a', 100]])
})

test.each([
  ['another type', { nodes: { a: 'test/other' } }],
  ['another name', { name: 'Forest' }],
])('a node of %s has made nothing', (_, of) => {
  drew('r1', { a: { at: 100, outputs: one(first) } })
  expect(madeBy(of)).toEqual([])
})

test('runs of a saved workflow belong to it, and not to another of that name', () => {
  drew('r1', { a: { at: 100, outputs: one(first) } }, { savedId: 'w1' })
  expect([madeBy({ workflow: 'w1' }), madeBy({ workflow: 'w2' }), madeBy({ workflow: null })]).toEqual([
    [['a', 100]],
    [],
    [],
  ])
})

test('what a job brought after its run was cancelled is the newest result of its node', () => {
  drew('r1', { a: { at: 100, outputs: one(first) }, b: { at: 110, outputs: one(first) } })
  drew('r2', {}, { jobs: [jobWith('r2', 'b', second, 0.02)] })
  expect(library.newest(both)).toEqual([
    { node: 'b', run: 'r2', startedAt: 1, finishedAt: 1, outputs: one(second), reused: false, cost: 0.02 },
    {
      node: 'a',
      run: 'r1',
      startedAt: null,
      finishedAt: 100,
      outputs: one(first),
      reused: false,
      cost: null,
    },
  ])
})
