import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { canvasStore, setCanvas } from './canvasStore.ts'
import { hideRefusal } from './hideRefusal.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  setCanvas({ refusal: null })
})

const refuse = (why: string): void => setCanvas({ refusal: { at: { x: 0, y: 0 }, why } })
const shown = (): string | null => canvasStore.getState().refusal?.why ?? null

test('why a cable could not be connected goes after four seconds', () => {
  const stop = hideRefusal()
  refuse('Connect an output to an input.')
  vi.advanceTimersByTime(3999)
  expect(shown()).toBe('Connect an output to an input.')
  vi.advanceTimersByTime(1)
  expect(shown()).toBe(null)
  stop()
})

test('a second reason stays as long as the first would have', () => {
  const stop = hideRefusal()
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
  const stop = hideRefusal()
  refuse('one')
  stop()
  expect(vi.getTimerCount()).toBe(0)
  refuse('two')
  expect(vi.getTimerCount()).toBe(0)
})
