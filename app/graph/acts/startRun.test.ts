import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { plan } from '#shared/run/plan.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { NodeSketch } from '#shared/testing/workflow.ts'
import { refusedText } from './startRun.ts'

test.each<[Readonly<Record<string, NodeSketch>>, string]>([
  [
    { a: { type: 'local/shape-mask', title: 'Mask', values: { image: { file: 'a.png' }, x: 'abc' } } },
    'Nothing was run: Mask: X must be a number, not "abc".',
  ],
  [
    { a: { type: 'local/blur', title: 'Soft' } },
    'Nothing was run: Soft: Image is needed: connect something to it.',
  ],
  [
    { a: { type: 'local/blur', title: 'Soft' }, b: 'local/blur' },
    'Nothing was run: Soft: Image is needed: connect something to it. 1 more thing is wrong.',
  ],
])('a refused run names the node, the input and one cause: %#', (nodes, text) => {
  const workflow = workflowOf(nodes)
  expect(refusedText(plan(workflow, registry).problems, workflow, registry)).toBe(text)
})
