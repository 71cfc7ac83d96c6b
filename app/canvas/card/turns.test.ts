import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('each frame has so many turns, in the order in which they were asked for; one that is given up is passed over', () => {
  const frames: (() => void)[] = []
  const turns = createTurns((callback) => void frames.push(callback), 2)
  const taken: string[] = []
  turns.wait(() => taken.push('a'))
  const giveUp = turns.wait(() => taken.push('b'))
  turns.wait(() => taken.push('c'))
  turns.wait(() => taken.push('d'))
  giveUp()
  frames.shift()?.()
  expect(taken).toEqual(['a', 'c'])
  frames.shift()?.()
  expect(taken).toEqual(['a', 'c', 'd'])
  expect(frames).toEqual([])
})
