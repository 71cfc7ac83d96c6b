import { expect, test } from 'vitest'
import type { HostEvent } from '#shared/api/contract.ts'
import type { RunRow } from '#shared/api/records.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { recordLog } from '#shared/testing/recordLog.ts'
import { createAnnouncer } from './announcer.ts'

const started = (node: string): RunEvent => ({ type: 'step.started', node, at: 1, items: 1 })

const row: RunRow = {
  id: 'r1',
  name: 'Harbour',
  workflow: null,
  mode: 'practice',
  state: 'done',
  queuedAt: 1,
  startedAt: 1,
  finishedAt: 2,
  cost: null,
  node: null,
}

function start() {
  const clock = fakeClock()
  const received: HostEvent[] = []
  const lines: unknown[] = []
  const log = recordLog((...line) => lines.push(line))
  const announcer = createAnnouncer({ clock, rows: () => [row], log })
  const stop = announcer.subscribe((event) => received.push(event))
  return { clock, received, announcer, lines, stop }
}

test('the events of a run within a frame are sent together, in order, run by run', async () => {
  const { clock, received, announcer } = start()
  announcer.announceRun('r1', started('a'))
  announcer.announceRun('r2', started('b'))
  announcer.announceRun('r1', started('c'))
  await clock.advance(15)
  expect(received).toEqual([])
  await clock.advance(1)
  expect(received).toEqual([
    { type: 'run.events', run: 'r1', events: [started('a'), started('c')] },
    { type: 'run.events', run: 'r2', events: [started('b')] },
  ])
})

test('what is new of the rows is sent once per frame, and before their events', async () => {
  const { clock, received, announcer } = start()
  announcer.announceRun('r1', started('a'))
  announcer.announceRows()
  announcer.announceRows()
  await clock.advance(16)
  expect(received).toEqual([
    { type: 'runs.changed', runs: [row], order: ['r1'] },
    { type: 'run.events', run: 'r1', events: [started('a')] },
  ])
  announcer.announceRows()
  await clock.advance(16)
  expect(received).toHaveLength(2)
})

test('each frame sends only what is new, and nothing without news', async () => {
  const { clock, received, announcer } = start()
  announcer.announceRun('r1', started('a'))
  await clock.advance(100)
  announcer.announceRun('r1', started('b'))
  await clock.advance(100)
  expect(received.length).toBe(2)
  expect(received[1]).toEqual({ type: 'run.events', run: 'r1', events: [started('b')] })
})

test('single events are sent at once', () => {
  const { received, announcer } = start()
  announcer.announce({ type: 'workflows.changed' })
  expect(received).toEqual([{ type: 'workflows.changed' }])
})

test('unsubscribed listeners, and those of a closed announcer, receive nothing', async () => {
  const { clock, received, announcer, stop } = start()
  announcer.announceRun('r1', started('a'))
  announcer.close()
  await clock.advance(100)
  stop()
  announcer.announce({ type: 'workflows.changed' })
  expect(received).toEqual([])
})

test('a listener that throws does not affect the others, and is logged', () => {
  const { announcer, lines } = start()
  const fault = new Error('gone')
  const later: HostEvent[] = []
  announcer.subscribe(() => {
    throw fault
  })
  announcer.subscribe((event) => later.push(event))
  announcer.announce({ type: 'workflows.changed' })
  expect(later).toEqual([{ type: 'workflows.changed' }])
  expect(lines).toEqual([['error', 'listener.threw', { of: 'workflows.changed', error: fault }]])
})

test('rows that cannot be read for a moment are sent with the next frame, and events at once', async () => {
  const clock = fakeClock()
  const received: HostEvent[] = []
  const reads: (() => RunRow[])[] = [
    () => {
      throw new Error('The disk has failed.')
    },
    () => [row],
  ]
  const announcer = createAnnouncer({ clock, rows: () => reads.shift()?.() ?? [] })
  announcer.subscribe((event) => received.push(event))
  announcer.announceRows()
  announcer.announceRun('r1', started('a'))
  await clock.advance(16)
  expect(received).toEqual([{ type: 'run.events', run: 'r1', events: [started('a')] }])
  announcer.announceRun('r1', started('b'))
  await clock.advance(16)
  expect(received.slice(1)).toEqual([
    { type: 'runs.changed', runs: [row], order: ['r1'] },
    { type: 'run.events', run: 'r1', events: [started('b')] },
  ])
})
