import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAsker } from './askInTurn.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const open: (() => void)[] = []
  let asked = 0
  const asker = createAsker({
    quiet: 400,
    ask() {
      asked++
      const answer = Promise.withResolvers<void>()
      open.push(answer.resolve)
      return answer.promise
    },
    setTimer: (call, milliseconds) => setTimeout(call, milliseconds),
    clearTimer: clearTimeout,
  })
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
  return { asker, pass, asked: () => asked, answer: () => open.shift()?.() }
}

test('while somebody types nothing is asked', async () => {
  const { asker, pass, asked } = start()
  for (let key = 0; key < 5; key++) {
    asker.changed()
    await pass(300)
  }
  expect(asked()).toBe(0)
  await pass(100)
  expect(asked()).toBe(1)
})

test('while a run moves on all the time it is asked all the same', async () => {
  const { asker, pass, asked, answer } = start()
  for (let event = 0; event < 10; event++) {
    asker.movedOn()
    await pass(100)
    answer()
  }
  expect(asked()).toBe(2)
})

test('what changes during a question is asked once more after it, and not beside it', async () => {
  const { asker, pass, asked, answer } = start()
  asker.changed()
  await pass(400)
  asker.movedOn()
  asker.changed()
  await pass(5000)
  expect(asked()).toBe(1)
  answer()
  await pass(400)
  expect(asked()).toBe(2)
  answer()
  await pass(5000)
  expect(asked()).toBe(2)
})

test('nothing is asked any more when it was stopped', async () => {
  const { asker, pass, asked } = start()
  asker.changed()
  asker.stop()
  asker.movedOn()
  await pass(5000)
  expect(asked()).toBe(0)
})
