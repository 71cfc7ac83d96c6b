import { expect, test } from 'vitest'
import type { HostEvent } from '#shared/ipc/contract.ts'
import { createPageDoor } from './pageDoor.ts'

test('what is for a page waits until one listens, also after one was gone, and is told once', () => {
  const told: HostEvent[] = []
  const door = createPageDoor(
    (event) => told.push(event),
    () => {},
  )
  const command = (id: string): HostEvent => ({ type: 'command', id })
  door.tell(command('a'))
  expect(told).toEqual([])
  door.opened([])
  door.tell(command('b'))
  door.gone()
  door.tell(command('c'))
  expect(told).toEqual([command('a'), command('b')])
  door.opened([])
  expect(told).toEqual([command('a'), command('b'), command('c')])
})
