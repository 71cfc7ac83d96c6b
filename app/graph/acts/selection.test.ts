import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { activeTab, select, undo } from '../../state/tabs.ts'
import { editorOn } from '../../state/testing/showsIn.ts'
import { nodeColour } from '../model/groups.ts'
import { collapseAll, colourSelected } from './selection.ts'

const start = () => editorOn({ workflow: workflowOf({ a: 'local/text', b: 'local/blur' }) })

test('a colour is given to the selected nodes, is in the file by its name, and can be undone', () => {
  const editor = start()
  const colours = () => activeTab(editor)?.workflow.nodes.map(({ color }) => color)
  select(editor, new Set(['a']))
  colourSelected(editor, 'green')
  expect(colours()).toEqual(['green', undefined])
  colourSelected(editor, null)
  expect(colours()).toEqual([undefined, undefined])
  undo(editor)
  expect(colours()).toEqual(['green', undefined])
})

test('all cards are collapsed and expanded in one undo step', () => {
  const editor = start()
  const collapsed = () => activeTab(editor)?.workflow.nodes.map((node) => node.collapsed === true)
  collapseAll(editor, true)
  expect(collapsed()).toEqual([true, true])
  collapseAll(editor, false)
  undo(editor)
  expect(collapsed()).toEqual([true, true])
})

test.each([
  ['green', 'green'],
  ['#223', null],
  ['grey', null],
  [5, null],
  [undefined, null],
])('the colour %j of another program is kept, and shown as %s', (color, shown) => {
  const [node] = workflowOf({ a: 'local/text' }).nodes
  expect(node && nodeColour({ ...node, color })).toBe(shown)
})
