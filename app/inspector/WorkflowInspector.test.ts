import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { watchProblems } from '../state/canvas/problems.ts'
import { editorOn, showsIn } from '../state/testing/showsIn.ts'
import { WorkflowInspector } from './WorkflowInspector.tsx'

const shown = (of: Parameters<typeof workflowOf>) => {
  const editor = editorOn({ workflow: workflowOf(...of) })
  // Checks at once, and after that only when something changes.
  watchProblems(editor)()
  return showsIn(editor, draw(WorkflowInspector))
}

test('the problems that prevent a run are listed by node, each with a link', () => {
  const lines = shown([
    { a: { type: 'local/invert-mask', title: 'My mask' }, b: 'local/blur', c: 'other/thing' },
  ])
  expect(lines.slice(0, lines.indexOf('In it'))).toEqual([
    'field "Name of the workflow" empty',
    'Select a node to see all its inputs.',
    'Fix before running',
    'button "My mask"',
    'Mask is needed: choose a file or connect something to it.',
    'button "Blur image"',
    'Image is needed: choose a file or connect something to it.',
    'button "other/thing"',
    'The node type "other/thing" is unknown.',
  ])
})

test('without problems there is no such list', () => {
  expect(shown([{ a: 'local/text' }])).toEqual([
    'field "Name of the workflow" empty',
    'Select a node to see all its inputs.',
    'In it',
    'Nodes',
    '1',
    'Cables',
    '0',
    'Text',
    '1',
  ])
})
