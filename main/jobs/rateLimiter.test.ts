import { expect, test } from 'vitest'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { createRateLimiter } from './rateLimiter.ts'

/** A rate limiter that lets one through every 50 ms; `passed` records who came through when. */
function setUp() {
  const clock = fakeClock(0)
  const rateLimiter = createRateLimiter({ clock, rate: 20 })
  const passed: [name: string, at: number][] = []
  const pass = (name: string, urgency: number, signal?: AbortSignal): Promise<void> =>
    rateLimiter.pass(urgency, signal).then(() => void passed.push([name, clock.now()]))
  return { clock, passed, pass }
}

test('lets one at a time through, in the order of arrival', async () => {
  const { clock, passed, pass } = setUp()
  for (const name of ['a', 'b', 'c']) void pass(name, 1)
  await clock.advance(1000)
  expect(passed).toEqual([
    ['a', 0],
    ['b', 50],
    ['c', 100],
  ])
})

test('lets the more urgent ones through first, including later arrivals', async () => {
  const { clock, passed, pass } = setUp()
  for (const name of ['a', 'b', 'c']) void pass(name, 2)
  await clock.advance(60)
  void pass('urgent', 0)
  void pass('less urgent', 1)
  await clock.advance(1000)
  expect(passed).toEqual([
    ['a', 0],
    ['b', 50],
    ['urgent', 100],
    ['less urgent', 150],
    ['c', 200],
  ])
})

test('lets the next one through at once after a pause, and none earlier', async () => {
  const { clock, passed, pass } = setUp()
  void pass('a', 0)
  await clock.advance(1000)
  void pass('b', 0)
  await clock.advance(20)
  void pass('c', 0)
  await clock.advance(1000)
  expect(passed).toEqual([
    ['a', 0],
    ['b', 1000],
    ['c', 1050],
  ])
})

test('an aborted caller leaves with the reason, and the others move up', async () => {
  const { clock, passed, pass } = setUp()
  const leaving = new AbortController()
  const reason = new Error('called off')
  void pass('a', 0)
  const left = pass('b', 0, leaving.signal)
  void pass('c', 0)
  await clock.settle()
  leaving.abort(reason)
  await expect(left).rejects.toBe(reason)
  await expect(pass('d', 0, AbortSignal.abort(reason))).rejects.toBe(reason)
  await clock.advance(1000)
  expect(passed).toEqual([
    ['a', 0],
    ['c', 50],
  ])
})
