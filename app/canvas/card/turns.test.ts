import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('each frame has this many turns, in the order of the requests; a cancelled one is skipped', () => {
  const frames: (() => void)[] = []
  const turns = createTurns((callback) => void frames.push(callback), 2)
  const order: string[] = []
  turns.wait(() => order.push('a'))
  const giveUp = turns.wait(() => order.push('b'))
  turns.wait(() => order.push('c'))
  turns.wait(() => order.push('d'))
  giveUp()
  frames.shift()?.()
  expect(order).toEqual(['a', 'c'])
  frames.shift()?.()
  expect(order).toEqual(['a', 'c', 'd'])
  expect(frames).toEqual([])
})
