import { expect, test } from 'vitest'
import type { HostEvent } from '#shared/api/contract.ts'
import { createPageEvents } from './pageEvents.ts'

test('events for a page wait until one listens, also after one was gone, and are delivered once', () => {
  const received: HostEvent[] = []
  const pageEvents = createPageEvents(
    (event) => received.push(event),
    () => {},
  )
  const command = (id: string): HostEvent => ({ type: 'command', id })
  pageEvents.notify(command('a'))
  expect(received).toEqual([])
  pageEvents.opened([])
  pageEvents.notify(command('b'))
  pageEvents.gone()
  pageEvents.notify(command('c'))
  expect(received).toEqual([command('a'), command('b')])
  pageEvents.opened([])
  expect(received).toEqual([command('a'), command('b'), command('c')])
})
