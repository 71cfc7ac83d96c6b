import { expect, test } from 'vitest'
import { pause, systemClock } from './clock.ts'
import { createFakeClock } from '../testing/fakeClock.ts'

test('the clock of the system returns the time and wakes', async () => {
  const before = Date.now()
  await pause(systemClock, 2)
  expect(systemClock.now()).toBeGreaterThanOrEqual(before)
})

test('a cancelled task does not run', async () => {
  const clock = createFakeClock()
  const ran: string[] = []
  const cancelOpenJob = clock.after(10, () => ran.push('first'))
  clock.after(20, () => ran.push('second'))
  cancelOpenJob()
  await clock.pass(30)
  expect(ran).toEqual(['second'])
})
