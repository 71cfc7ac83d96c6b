import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { plan } from '#shared/run/plan.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { NodeSketch } from '#shared/testing/workflow.ts'
import { refusedText, startRun } from './startRun.ts'
import { watchToasts } from '../../base/testing/watchToasts.ts'
import { editorOn } from '../../state/testing/showsIn.ts'

test.each<[Readonly<Record<string, NodeSketch>>, string]>([
  [
    { a: { type: 'local/shape-mask', title: 'Mask', values: { image: { file: 'a.png' }, x: 'abc' } } },
    'Nothing was run: Mask: X must be a number, not "abc".',
  ],
  [
    { a: { type: 'local/blur', title: 'Soft' } },
    'Nothing was run: Soft: Image is needed: choose a file or connect something to it.',
  ],
  [
    { a: { type: 'local/blur', title: 'Soft' }, b: 'local/blur' },
    'Nothing was run: Soft: Image is needed: choose a file or connect something to it. 1 more thing is wrong.',
  ],
])('a refused run names the node, the input and one cause: %#', (nodes, text) => {
  const workflow = workflowOf(nodes)
  expect(refusedText(plan(workflow, registry).problems, workflow, registry)).toBe(text)
})

test('a run of an empty canvas is not requested, and says why', async () => {
  const editor = editorOn({ workflow: workflowOf({}) })
  const shown = watchToasts(editor)
  // It has no host: any request would throw.
  await startRun(editor, { targets: null })
  expect(shown).toEqual(['add Nothing to run yet. Add a node, or start from a template.'])
})
