import { expect, test } from 'vitest'
import type { RunRow } from '#shared/api/records.ts'
import { createQuitting } from './quitting.ts'
import { quitMessage } from './quitMessage.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'
import { preventable } from './testing/fakeEmitter.ts'

const row = (name: string, state: RunRow['state'], mode: RunRow['mode'] = 'live'): RunRow => ({
  id: name,
  name,
  workflow: null,
  mode,
  state,
  queuedAt: 0,
  startedAt: 0,
  finishedAt: null,
  cost: null,
  node: null,
})

test('while something runs remotely, the quit question lists it, and that it is picked up and not paid twice', () => {
  const words = quitMessage([row('Harbour', 'running'), row('Old', 'done'), row('Next', 'queued')])
  expect(words?.message).toBe('One run is still running')
  expect(words?.detail).toMatch(
    /Harbour[^]*Next[^]*continue there[^]*picks them up at the next start[^]*nothing is paid for twice/,
  )
  expect(words?.detail).not.toContain('Old')
})

test.each([
  [[], null],
  [[row('a', 'done'), row('b', 'interrupted')], null],
  [[row('a', 'running', 'practice')], 'One run is still running'],
  [[row('a', 'queued'), row('b', 'queued')], '2 runs are still waiting'],
])('with %j the message is %j', (rows, message) => {
  expect(quitMessage(rows)?.message ?? null).toBe(message)
})

function start(rows: readonly RunRow[], answers: readonly number[] = [], close = () => Promise.resolve()) {
  const fake = createFakeElectron({ answers })
  const done: string[] = []
  const quitting = createQuitting(fake.electron, {
    rows: () => Promise.resolve(rows),
    async close() {
      done.push('close')
      await close()
    },
    onFault: () => void done.push('fault'),
  })
  return { ...fake, quitting, done }
}

/** Nothing here waits for more than a few promises. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

const quits = (calls: readonly unknown[]): number => calls.filter((call) => String(call) === 'quit').length

test('with nothing going on it ends without a question, once everything is closed', async () => {
  const { app, calls, dialogs, done, quitting } = start([])
  const event = preventable({})
  await app.happen('before-quit', event)
  await settle()
  expect(quits(calls)).toBe(1)
  expect([event.prevented(), dialogs, done, quitting.isClosing()]).toEqual([true, [], ['close'], true])
  const last = preventable({})
  await app.happen('before-quit', last)
  expect(last.prevented()).toBe(false)
})

test('a user who stays keeps everything, and may quit later', async () => {
  const { app, calls, dialogs, done } = start([row('a', 'running')], [1, 0])
  await app.happen('before-quit', preventable({}))
  await settle()
  expect([dialogs.length, quits(calls), done]).toEqual([1, 0, []])
  await app.happen('before-quit', preventable({}))
  await settle()
  expect(quits(calls)).toBe(1)
})

test('a second quit while the first is being confirmed changes nothing', async () => {
  const { app, dialogs, done } = start([row('a', 'running')])
  await Promise.all([app.happen('before-quit', preventable({})), app.happen('before-quit', preventable({}))])
  await settle()
  expect(done).toEqual(['close'])
  expect(dialogs.length).toBe(1)
})

test('when the machine shuts down nobody is asked, and failing to close delays nothing', async () => {
  const { calls, dialogs, done, quitting } = start([row('a', 'running')], [1], () =>
    Promise.reject(new Error('x')),
  )
  quitting.hurry()
  await settle()
  expect(quits(calls)).toBe(2)
  expect([dialogs, done]).toEqual([[], ['close', 'fault']])
})
