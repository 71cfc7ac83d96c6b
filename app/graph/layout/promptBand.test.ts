import { expect, test } from 'vitest'
import type { PendingPrompt, Step } from '#shared/run/reduceRun.ts'
import { promptHeight } from './promptBand.ts'

const asked = (text: string): PendingPrompt => ({ at: 0, input: 'chosen', words: text, inputs: {} })
const waiting = (prompts: Readonly<Record<number, PendingPrompt>>): Extract<Step, { phase: 'waiting' }> => ({
  phase: 'waiting',
  prompts,
})

test('a card has room for its question, and none where nothing is asked', () => {
  expect(promptHeight({ phase: 'waiting' }, 280)).toBe(0)
  expect(promptHeight(waiting({}), 280)).toBe(0)
  expect(promptHeight(waiting({ 0: asked('Choose') }), 280)).toBe(18 + 56)
  expect(promptHeight(waiting({ 0: asked('Choose '.repeat(100)) }), 280)).toBe(4 * 18 + 56)
})
