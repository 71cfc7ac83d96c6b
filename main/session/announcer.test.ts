import { expect, test } from 'vitest'
import type { HostEvent } from '#shared/ipc/contract.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { recordLog } from '#shared/testing/recordLog.ts'
import { createAnnouncer } from './announcer.ts'

const started = (node: string): RunEvent => ({ type: 'step.started', node, at: 1, items: 1 })

function start() {
  const clock = fakeClock()
  const heard: HostEvent[] = []
  const lines: unknown[] = []
  const log = recordLog((...line) => lines.push(line))
  const announcer = createAnnouncer({ clock, rows: () => [], log })
  const stop = announcer.subscribe((event) => heard.push(event))
  return { clock, heard, announcer, lines, stop }
}

test('what happens in a run within a frame is told at once, in its order, run by run', async () => {
  const { clock, heard, announcer } = start()
  announcer.tellRun('r1', started('a'))
  announcer.tellRun('r2', started('b'))
  announcer.tellRun('r1', started('c'))
  await clock.advance(15)
  expect(heard).toEqual([])
  await clock.advance(1)
  expect(heard).toEqual([
    { type: 'run.events', run: 'r1', events: [started('a'), started('c')] },
    { type: 'run.events', run: 'r2', events: [started('b')] },
  ])
})

test('the rows are told once a frame, and before the events that belong to them', async () => {
  const { clock, heard, announcer } = start()
  announcer.tellRun('r1', started('a'))
  announcer.tellRows()
  announcer.tellRows()
  await clock.advance(16)
  expect(heard).toEqual([
    { type: 'runs.changed', runs: [] },
    { type: 'run.events', run: 'r1', events: [started('a')] },
  ])
})

test('each frame tells only what is new, and one without news nothing', async () => {
  const { clock, heard, announcer } = start()
  announcer.tellRun('r1', started('a'))
  await clock.advance(100)
  announcer.tellRun('r1', started('b'))
  await clock.advance(100)
  expect(heard.length).toBe(2)
  expect(heard[1]).toEqual({ type: 'run.events', run: 'r1', events: [started('b')] })
})

test('what is told for itself does not wait', () => {
  const { heard, announcer } = start()
  announcer.tell({ type: 'workflows.changed' })
  expect(heard).toEqual([{ type: 'workflows.changed' }])
})

test('who has stopped listening, or listens to one that is closed, hears nothing more', async () => {
  const { clock, heard, announcer, stop } = start()
  announcer.tellRun('r1', started('a'))
  announcer.close()
  await clock.advance(100)
  stop()
  announcer.tell({ type: 'workflows.changed' })
  expect(heard).toEqual([])
})

test('a listener that throws keeps nothing from the others, and is logged', () => {
  const { announcer, lines } = start()
  const fault = new Error('gone')
  const later: HostEvent[] = []
  announcer.subscribe(() => {
    throw fault
  })
  announcer.subscribe((event) => later.push(event))
  announcer.tell({ type: 'workflows.changed' })
  expect(later).toEqual([{ type: 'workflows.changed' }])
  expect(lines).toEqual([['error', 'listener.threw', { of: 'workflows.changed', error: fault }]])
})
