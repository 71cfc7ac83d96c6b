import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { drawing, one, pastLibrary } from './resultsFixture.ts'

const { setOrigin, makers, run } = pastLibrary()

test('only workflows that made something are offered, and the types of such nodes, each once, by name', () => {
  const first = fakeMedia(1)
  setOrigin(first.sha256, { from: 'node', type: 'test/draw' })
  const workflow = workflowOf({
    a: drawing('boats', 'Repaint'),
    b: { type: 'test/draw' },
    p: 'test/pass',
  })
  const steps = { a: { at: 100, outputs: one(first) }, p: { at: 200, outputs: { value: first } } }
  run({ id: 'r1', name: 'Port', workflow, steps })
  run({ id: 'r2', name: 'Harbour', workflow, steps })
  run({ id: 'r3', name: 'Harbour', workflow, steps })
  run({ id: 'r4', name: 'Nothing', workflow, steps: { a: { at: 100, outputs: { text: 'words' } } } })
  expect(makers()).toEqual({
    workflows: ['Harbour', 'Port'],
    nodes: [
      { title: 'Gated', type: 'test/draw' },
      { title: 'Repaint', type: 'test/draw' },
    ],
  })
})

test('an empty library offers nothing', () => {
  expect(makers()).toEqual({ workflows: [], nodes: [] })
})
