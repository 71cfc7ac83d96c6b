import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { sketchOf } from './sketch.ts'

const node = (id: string, type: string, x: number) => ({
  id,
  type,
  position: { x, y: 0 },
  size: { width: 100, height: 60 },
})
const workflow: Workflow = {
  ...emptyWorkflow(),
  nodes: [
    node('load', 'local/load-image', -50),
    node('blur', 'local/blur', 150),
    node('x', 'other/unknown', 300),
  ],
  edges: [
    { id: 'e', from: { node: 'load', port: 'image' }, to: { node: 'blur', port: 'image' } },
    { id: 'loose', from: { node: 'gone', port: 'image' }, to: { node: 'blur', port: 'image' } },
  ],
}

test('a sketch has a block for each node and a line for each edge whose ends exist', () => {
  expect(sketchOf(workflow, registry)).toEqual({
    box: { x: -50, y: 0, width: 450, height: 60 },
    cards: [
      { id: 'load', x: -50, y: 0, width: 100, height: 60, kind: 'image' },
      { id: 'blur', x: 150, y: 0, width: 100, height: 60, kind: 'image' },
      { id: 'x', x: 300, y: 0, width: 100, height: 60, kind: null },
    ],
    cables: [{ id: 'e', kind: 'image', path: 'M50 30C100 30 100 30 150 30' }],
  })
})

test('an empty workflow has no sketch', () => {
  expect(sketchOf(emptyWorkflow(), registry)).toBeNull()
})
