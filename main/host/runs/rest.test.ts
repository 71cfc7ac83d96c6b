import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createRest } from './rest.ts'

/** Asks so often that the turn is over by any clock. */
function restOf(rest: ReturnType<typeof createRest>): Promise<void> {
  for (;;) {
    const over = rest()
    if (over !== undefined) return over
  }
}

test('a few pieces of work never pause, however long they take', () => {
  const rest = createRest()
  expect(Array.from({ length: 20 }, () => rest())).toEqual(Array(20).fill(undefined))
})

test('many pieces let others have their turn', async () => {
  const order: string[] = []
  void setImmediate().then(() => order.push('another'))
  await restOf(createRest())
  order.push('this')
  expect(order).toEqual(['another', 'this'])
})

test('work that is over meanwhile does not continue', async () => {
  let isOver = false
  let wentOn = false
  void restOf(createRest(() => isOver)).then(() => {
    wentOn = true
  })
  isOver = true
  await setImmediate()
  await setImmediate()
  expect(wentOn).toBe(false)
})
