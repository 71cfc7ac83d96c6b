import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('each frame has one turn, in the order in which they were asked for; one that is given up is passed over', () => {
  const frames: (() => void)[] = []
  const turns = createTurns((callback) => void frames.push(callback))
  const taken: string[] = []
  turns.wait(() => taken.push('a'))
  const giveUp = turns.wait(() => taken.push('b'))
  turns.wait(() => taken.push('c'))
  giveUp()
  frames.shift()?.()
  expect(taken).toEqual(['a'])
  frames.shift()?.()
  expect(taken).toEqual(['a', 'c'])
  expect(frames).toEqual([])
})
