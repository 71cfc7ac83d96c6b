import { beforeEach, expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { recordUsedSeeds, usedSeeds } from './usedSeeds.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const seeds = (values: Readonly<Record<string, number>>): Workflow => ({
  ...emptyWorkflow('Harbour'),
  nodes: Object.entries(values).map(([id, seed]) => ({
    id,
    type: 'local/seed',
    position: { x: 0, y: 0 },
    values: { seed },
  })),
})

test('the seeds of the nodes that ran are recorded as used; those of the others stay as they were', () => {
  recordUsedSeeds(editor, 'tab', seeds({ a: 7, b: 8 }), new Set(['a', 'b']))
  recordUsedSeeds(editor, 'tab', seeds({ a: 9, b: 10 }), new Set(['b']))
  expect(usedSeeds(editor, 'tab')).toEqual({ a: { seed: 7 }, b: { seed: 10 } })
  expect(usedSeeds(editor, 'other')).toEqual({})
})
