import { expect, test } from 'vitest'
import type { PendingPrompt, Run, Step } from '#shared/run/reduceRun.ts'
import { askWords, firstAsking, questionsOf } from './askWords.ts'

const asked = (words: string): PendingPrompt => ({ at: 0, input: 'chosen', words, inputs: {} })
const waiting = (asks: Readonly<Record<number, PendingPrompt>>): Extract<Step, { phase: 'waiting' }> => ({
  phase: 'waiting',
  asks,
})

test('questions come in the order of their items, however many there are', () => {
  const step = waiting({ 10: asked('k'), 2: asked('c'), 0: asked('a') })
  expect(questionsOf(step).map(({ item }) => item)).toEqual([0, 2, 10])
  expect(questionsOf({ phase: 'waiting' })).toEqual([])
})

test.each([
  [{ 0: asked('Choose a picture') }, 'Choose a picture.'],
  [{ 0: asked('Choose a picture'), 1: asked('x'), 2: asked('y') }, 'Choose a picture. 2 more to answer.'],
  [{}, ''],
])('a card says what is asked, and how much more: %#', (asks, words) => {
  expect(askWords(questionsOf(waiting(asks)))).toBe(words)
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
    steps: { a: { phase: 'waiting' }, b: waiting({ 0: asked('x') }) },
  }
  expect(firstAsking(run)).toBe('b')
  expect(firstAsking(undefined)).toBe(null)
})
