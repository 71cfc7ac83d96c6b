import { expect, test } from 'vitest'
import type { Workflow } from '#shared/document/workflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { lockSeeds } from './lockSeeds.ts'

const draw = (seed?: number) => ({
  type: 'runcomfy/draw',
  seedMode: 'randomize' as const,
  ...(seed !== undefined && { values: { seed } }),
})
const workflow = workflowOf(
  {
    first: draw(3),
    restyle: draw(4),
    mask: 'local/paint-mask',
    after: draw(5),
    other: draw(6),
    fresh: draw(),
  },
  [
    'first.image > restyle.image_url',
    'restyle.image > mask.image',
    'mask.mask > after.mask',
    'fresh.mask > mask.start',
  ],
)
const modes = ({ nodes }: Workflow) => Object.fromEntries(nodes.map(({ id, seedMode }) => [id, seedMode]))

test('a painted mask keeps the seeds of what makes its picture, and no other', () => {
  expect(modes(lockSeeds(workflow, 'mask'))).toEqual({
    first: undefined,
    restyle: undefined,
    mask: undefined,
    after: 'randomize',
    other: 'randomize',
    fresh: 'randomize',
  })
})

test('nothing changes where there is nothing to keep', () => {
  expect(lockSeeds(workflow, 'other')).toBe(workflow)
})
