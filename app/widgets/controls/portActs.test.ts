import { beforeEach, expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { activeTab, closeTab, openTab, redo, undo } from '../../state/tabs.ts'
import { portActs, putOnce } from './portActs.ts'

const width = portActs('a', 'width')
const height = portActs('a', 'height')
const values = (): unknown => activeTab()?.workflow.nodes[0]?.values

const open = (readOnly: boolean): void => {
  closeTab('tab')
  const workflow = workflowOf({ a: { type: 'test/text', values: { width: 1 } } })
  openTab({ id: 'tab', entry: null, workflow, saved: null, readOnly })
}
beforeEach(() => open(false))

test('all that is put until the end is one step of undo', () => {
  width.put(2)
  width.put(3)
  width.end()
  width.put(4)
  undo()
  expect(values()).toEqual({ width: 3 })
  undo()
  expect(values()).toEqual({ width: 1 })
  redo()
  expect(values()).toEqual({ width: 3 })
})

test('what is taken back is what was there, and leaves no step of undo behind', () => {
  width.put(2)
  width.put(3)
  expect(width.revert()).toBe(true)
  expect([values(), activeTab()?.past]).toEqual([{ width: 1 }, []])
})

test('nothing is taken back that has ended, nor what was put elsewhere', () => {
  width.put(2)
  width.end()
  expect(width.revert()).toBe(false)
  height.put(3)
  expect(width.revert()).toBe(false)
  expect(values()).toEqual({ width: 2, height: 3 })
})

test('two parts of one port are two acts', () => {
  portActs('a', 'loras', 'path 0').put('x')
  portActs('a', 'loras', 'scale 0').put('y')
  undo()
  expect(values()).toEqual({ width: 1, loras: 'x' })
})

test('the press of a button is an act of its own, and undefined is the default again', () => {
  putOnce('a', 'width', 2)
  putOnce('a', 'width', undefined)
  expect(values()).toBeUndefined()
  undo()
  expect(values()).toEqual({ width: 2 })
})

test('what is there to look at only does not change', () => {
  open(true)
  width.put(2)
  expect([values(), width.revert()]).toEqual([{ width: 1 }, false])
})
