import { expect, test } from 'vitest'
import type { PendingPrompt, Run, Step } from '#shared/run/reduceRun.ts'
import { promptText, firstNodeWithPrompt, questionsOf } from './promptText.ts'

const promptOf = (text: string): PendingPrompt => ({ at: 0, input: 'chosen', words: text, inputs: {} })
const waiting = (prompts: Readonly<Record<number, PendingPrompt>>): Extract<Step, { phase: 'waiting' }> => ({
  phase: 'waiting',
  prompts,
})

test('prompts come in the order of their items, however many there are', () => {
  const step = waiting({ 10: promptOf('k'), 2: promptOf('c'), 0: promptOf('a') })
  expect(questionsOf(step).map(({ item }) => item)).toEqual(['0', '2', '10'])
  expect(questionsOf({ phase: 'waiting' })).toEqual([])
})

test.each([
  [{ 0: promptOf('Choose a picture') }, 'Choose a picture.'],
  [
    { 0: promptOf('Choose a picture'), 1: promptOf('x'), 2: promptOf('y') },
    'Choose a picture. 2 more to answer.',
  ],
  [{}, ''],
])('a card shows what is asked, and how many more prompts there are: %#', (prompts, text) => {
  expect(promptText(questionsOf(waiting(prompts)))).toBe(text)
})

test('the first node that asks is found among those that only wait', () => {
  const run: Run = {
    id: 'r',
    workflow: '',
    phase: 'running',
    startedAt: 0,
    finishedAt: null,
    cost: null,
    seeds: {},
    steps: { a: { phase: 'waiting' }, b: waiting({ 0: promptOf('x') }) },
  }
  expect(firstNodeWithPrompt(run)).toBe('b')
  expect(firstNodeWithPrompt(undefined)).toBe(null)
})
