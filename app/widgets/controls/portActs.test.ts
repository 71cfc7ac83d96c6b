import { beforeEach, expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { activeTab, closeTab, openTab, redo, undo } from '../../state/tabs.ts'
import type { PortActs } from './portActs.ts'
import { portActs, putOnce } from './portActs.ts'

let editor: Editor
let width: PortActs
let height: PortActs
beforeEach(() => {
  editor = createParts()
  width = portActs(editor, 'a', 'width')
  height = portActs(editor, 'a', 'height')
})

const values = (): unknown => activeTab(editor)?.workflow.nodes[0]?.values

const open = (readOnly: boolean): void => {
  closeTab(editor, 'tab')
  const workflow = workflowOf({ a: { type: 'test/text', values: { width: 1 } } })
  openTab(editor, { id: 'tab', entry: null, workflow, saved: null, readOnly })
}
beforeEach(() => open(false))

test('all values put before the end are one undo step', () => {
  width.put(2)
  width.put(3)
  width.end()
  width.put(4)
  undo(editor)
  expect(values()).toEqual({ width: 3 })
  undo(editor)
  expect(values()).toEqual({ width: 1 })
  redo(editor)
  expect(values()).toEqual({ width: 3 })
})

test('cancelling restores the old value and leaves no undo step', () => {
  width.put(2)
  width.put(3)
  expect(width.revert()).toBe(true)
  expect([values(), activeTab(editor)?.past]).toEqual([{ width: 1 }, []])
})

test('a finished edit is not cancelled, nor one made elsewhere', () => {
  width.put(2)
  width.end()
  expect(width.revert()).toBe(false)
  height.put(3)
  expect(width.revert()).toBe(false)
  expect(values()).toEqual({ width: 2, height: 3 })
})

test('two parts of one port are two undo steps', () => {
  portActs(editor, 'a', 'loras', 'path 0').put('x')
  portActs(editor, 'a', 'loras', 'scale 0').put('y')
  undo(editor)
  expect(values()).toEqual({ width: 1, loras: 'x' })
})

test('the press of a button is an undo step of its own, and undefined is the default again', () => {
  putOnce(editor, 'a', 'width', 2)
  putOnce(editor, 'a', 'width', undefined)
  expect(values()).toBeUndefined()
  undo(editor)
  expect(values()).toEqual({ width: 2 })
})

test('a read-only workflow does not change', () => {
  open(true)
  width.put(2)
  expect([values(), width.revert()]).toEqual([{ width: 1 }, false])
})
