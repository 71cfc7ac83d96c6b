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

test('while the user types nothing is asked', async () => {
  const { refresher, pass, refreshes } = start()
  for (let key = 0; key < 5; key++) {
    refresher.changed()
    await pass(300)
  }
  expect(refreshes()).toBe(0)
  await pass(100)
  expect(refreshes()).toBe(1)
})

test('while a run progresses all the time it is asked nevertheless', async () => {
  const { refresher, pass, refreshes, answer } = start()
  for (let event = 0; event < 10; event++) {
    refresher.movedOn()
    await pass(100)
    answer()
  }
  expect(refreshes()).toBe(2)
})

test('a change during a request is asked about after it, and not in parallel', async () => {
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

test('a stopped refresher asks nothing', async () => {
  const { refresher, pass, refreshes } = start()
  refresher.changed()
  refresher.stop()
  refresher.movedOn()
  await pass(5000)
  expect(refreshes()).toBe(0)
})
