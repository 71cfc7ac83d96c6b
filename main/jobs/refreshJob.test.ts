import { expect, test } from 'vitest'
import type { Json } from '#shared/ports/value.ts'
import type { EngineScript } from './jobsFixture.ts'
import { done, picture, result, setUp, status } from './jobsFixture.ts'

const quick: EngineScript = { ...done, status: [status('completed')] }
const whole = result('completed', { output: { image: picture }, cost: 0.01 })
const early = (output: Json) => result('completed', { output, cost: 0.01 })

/** A job that was cancelled while its output was awaited, which is followed, and read once, without any waiting run. */
async function cancelledJob(...answers: readonly ReturnType<typeof early>[]) {
  const all = setUp({ ...quick, result: [early(null), early(null), ...answers] })
  const job = all.start()
  await all.clock.advance(500)
  job.abort()
  await all.clock.settle()
  const [left] = all.store.all()
  if (left === undefined) throw new Error('there is no job')
  return { ...all, refresh: () => all.wait((waiter) => all.jobs.refresh(left, waiter)) }
}

test("a user's request for an awaited output reads it at once, and not on its schedule", async () => {
  const { refresh, clock, calls, state } = await cancelledJob(early(null), whole)
  const refreshed = refresh()
  await clock.settle()
  expect(refreshed.failure()).toMatchObject({ code: 'job.awaited' })
  const again = refresh()
  await clock.settle()
  expect(again.end()).toMatchObject({ result: { output: { image: picture } } })
  expect(state()).toBe('downloaded')
  expect(calls.filter(([call]) => call === 'submit')).toHaveLength(1)
  expect(calls.flatMap(([call, , at]) => (call === 'result' ? [at] : [])).every((at) => at < 1000)).toBe(true)
})

test('an output that has not arrived then is read on its schedule again, and brings its picture without any waiting run', async () => {
  const { refresh, clock, state } = await cancelledJob(early(null), early(null), whole)
  refresh()
  await clock.settle()
  expect(state()).toBe('awaited')
  await clock.advance(60_000)
  expect(state()).toBe('downloaded')
})
