import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRefresher } from './refresher.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const open: (() => void)[] = []
  let refreshes = 0
  const refresher = createRefresher({
    delay: 400,
    refresh() {
      refreshes++
      const answer = Promise.withResolvers<void>()
      open.push(answer.resolve)
      return answer.promise
    },
    setTimer: (call, milliseconds) => setTimeout(call, milliseconds),
    clearTimer: clearTimeout,
  })
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
  return { refresher, pass, refreshes: () => refreshes, answer: () => open.shift()?.() }
}

test('while somebody types nothing is asked', async () => {
  const { refresher, pass, refreshes } = start()
  for (let key = 0; key < 5; key++) {
    refresher.changed()
    await pass(300)
  }
  expect(refreshes()).toBe(0)
  await pass(100)
  expect(refreshes()).toBe(1)
})

test('while a run moves on all the time it is asked all the same', async () => {
  const { refresher, pass, refreshes, answer } = start()
  for (let event = 0; event < 10; event++) {
    refresher.movedOn()
    await pass(100)
    answer()
  }
  expect(refreshes()).toBe(2)
})

test('what changes during a question is asked once more after it, and not beside it', async () => {
  const { refresher, pass, refreshes, answer } = start()
  refresher.changed()
  await pass(400)
  refresher.movedOn()
  refresher.changed()
  await pass(5000)
  expect(refreshes()).toBe(1)
  answer()
  await pass(400)
  expect(refreshes()).toBe(2)
  answer()
  await pass(5000)
  expect(refreshes()).toBe(2)
})

test('nothing is asked any more when it was stopped', async () => {
  const { refresher, pass, refreshes } = start()
  refresher.changed()
  refresher.stop()
  refresher.movedOn()
  await pass(5000)
  expect(refreshes()).toBe(0)
})
