import { expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { recordUsedSeeds, usedSeeds } from './usedSeeds.ts'

const seeds = (values: Readonly<Record<string, number>>): Workflow => ({
  ...emptyWorkflow('Harbour'),
  nodes: Object.entries(values).map(([id, seed]) => ({
    id,
    type: 'local/seed',
    position: { x: 0, y: 0 },
    values: { seed },
  })),
})

test('the seeds of the nodes that ran are known as used; those of the others stay as they were', () => {
  recordUsedSeeds('tab', seeds({ a: 7, b: 8 }), new Set(['a', 'b']))
  recordUsedSeeds('tab', seeds({ a: 9, b: 10 }), new Set(['b']))
  expect(usedSeeds('tab')).toEqual({ a: { seed: 7 }, b: { seed: 10 } })
  expect(usedSeeds('other')).toEqual({})
})
