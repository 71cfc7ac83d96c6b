import { expect, test } from 'vitest'
import type { PendingPrompt, Step } from '#shared/run/reduceRun.ts'
import { askHeight } from './askBand.ts'

const asked = (words: string): PendingPrompt => ({ at: 0, input: 'chosen', words, inputs: {} })
const waiting = (asks: Readonly<Record<number, PendingPrompt>>): Extract<Step, { phase: 'waiting' }> => ({
  phase: 'waiting',
  asks,
})

test('a card has room for its question, and none where nothing is asked', () => {
  expect(askHeight({ phase: 'waiting' }, 280)).toBe(0)
  expect(askHeight(waiting({}), 280)).toBe(0)
  expect(askHeight(waiting({ 0: asked('Choose') }), 280)).toBe(18 + 56)
  expect(askHeight(waiting({ 0: asked('Choose '.repeat(100)) }), 280)).toBe(4 * 18 + 56)
})
