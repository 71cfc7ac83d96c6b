import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { canvasStore, setCanvas } from './canvasStore.ts'
import { hideRefusal } from './hideRefusal.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  setCanvas(editor, { refusal: null })
})

const refuse = (why: string): void => setCanvas(editor, { refusal: { at: { x: 0, y: 0 }, why } })
const shown = (): string | null => editor.get(canvasStore).getState().refusal?.why ?? null

test('why a cable could not be connected goes after four seconds', () => {
  const stop = hideRefusal(editor)
  refuse('Connect an output to an input.')
  vi.advanceTimersByTime(3999)
  expect(shown()).toBe('Connect an output to an input.')
  vi.advanceTimersByTime(1)
  expect(shown()).toBe(null)
  stop()
})

test('a second refusal is shown as long as the first would have been', () => {
  const stop = hideRefusal(editor)
  refuse('one')
  vi.advanceTimersByTime(3000)
  refuse('two')
  vi.advanceTimersByTime(3000)
  expect(shown()).toBe('two')
  vi.advanceTimersByTime(1000)
  expect(shown()).toBe(null)
  stop()
})

test('a stopped effect leaves no timer behind', () => {
  const stop = hideRefusal(editor)
  refuse('one')
  stop()
  expect(vi.getTimerCount()).toBe(0)
  refuse('two')
  expect(vi.getTimerCount()).toBe(0)
})
