import { expect, test } from 'vitest'
import type { Connection, Socket, SocketEvents } from './socket.ts'
import { createSocketTransport } from './socket.ts'
import type { HostPaths } from './hostPaths.ts'

const paths: HostPaths = { host: `/${'a'.repeat(32)}/`, media: `/${'b'.repeat(32)}/` }

/** A passive host, and a page's transport to it. */
function start(admitted: () => Promise<HostPaths | null> = () => Promise.resolve(paths)) {
  const states: Connection[] = []
  const used: HostPaths[] = []
  const sockets: { readonly events: SocketEvents; readonly sent: unknown[] }[] = []
  const waits: { readonly milliseconds: number; readonly call: () => void }[] = []
  const pastes = new Set<() => void>()
  const ended: string[] = []
  const transport = createSocketTransport({
    onState: (state) => states.push(state),
    enter: admitted,
    onHostPaths: (given) => used.push(given),
    open(at, events): Socket {
      expect([at, used.at(-1)]).toEqual([paths, paths])
      const sent: unknown[] = []
      sockets.push({ events, sent })
      return { send: (text) => void sent.push(JSON.parse(text)), close: () => void ended.push('socket') }
    },
    later(milliseconds, call) {
      waits.push({ milliseconds, call })
      return () => void ended.push(`wait ${waits.length}`)
    },
    onAddress(call) {
      pastes.add(call)
      return () => {
        pastes.delete(call)
        ended.push('address')
      }
    },
  })
  return {
    /** Another address of the same page is pasted. */
    paste: () => pastes.forEach((call) => call()),
    transport,
    states,
    waits,
    /** What was cancelled or closed, in order. */
    ended,
    /** Lets everything that waits only for promises continue; returns the socket that was opened last. */
    async last() {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve()
      const socket = sockets.at(-1)
      if (socket === undefined) throw new Error('no socket was opened')
      return socket
    },
    opened: () => sockets.length,
  }
}

const answer = (id: number, output: unknown): string => JSON.stringify({ id, output })

test('a request resolves with the answer that has its id, whatever the order of answers', async () => {
  const { transport, last } = start()
  const { events, sent } = await last()
  events.opened()
  const [one, other] = [transport.request('run.list', {}), transport.request('host.hello', { a: 1 })]
  expect(sent).toEqual([
    { id: 1, name: 'run.list', input: {} },
    { id: 2, name: 'host.hello', input: { a: 1 } },
  ])
  events.received(answer(2, 'second'))
  events.received(answer(1, 'first'))
  expect([await one, await other]).toEqual(['first', 'second'])
})

test("a request rejects with the host's error", async () => {
  const { transport, last } = start()
  const { events } = await last()
  events.opened()
  const request = transport.request('run.list', {})
  const error = { code: 'library.broken', message: 'It is damaged.' }
  events.received(JSON.stringify({ id: 1, error }))
  await expect(request).rejects.toEqual(error)
})

test('a request made before the first connection waits for it', async () => {
  const { transport, last } = start()
  const request = transport.request('host.hello', {})
  const { events, sent } = await last()
  expect(sent).toEqual([])
  events.opened()
  expect(sent).toEqual([{ id: 1, name: 'host.hello', input: {} }])
  events.received(answer(1, 'hello'))
  expect(await request).toBe('hello')
})

test('when the host goes away, pending requests reject, and so do new ones until it is back', async () => {
  const { transport, last, states, waits } = start()
  const { events } = await last()
  events.opened()
  const underWay = transport.request('run.list', {})
  events.closed()
  await expect(underWay).rejects.toThrow('gone')
  await expect(transport.request('run.list', {})).rejects.toThrow('gone')
  waits[0]?.call()
  const again = await last()
  again.events.opened()
  const request = transport.request('run.list', {})
  again.events.received(answer(3, []))
  expect(await request).toEqual([])
  expect(states).toEqual(['connected', 'lost', 'connected'])
})

test('reconnecting is tried at longer and longer intervals, and from the shortest again after a connection', async () => {
  const { last, waits } = start()
  for (let failure = 0; failure < 7; failure++) {
    ;(await last()).events.closed()
    waits.at(-1)?.call()
  }
  const { events } = await last()
  events.opened()
  events.closed()
  expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000, 250])
})

test.each([
  ['that does not know the page', () => Promise.resolve(null), 'refused'],
  ['that is not there', () => Promise.reject(new Error('no route')), 'lost'],
])('to a host %s no socket is opened, and it is tried again later', async (_, admitted, state) => {
  const { transport, last, states, waits, opened } = start(admitted)
  const request = transport.request('host.hello', {})
  await expect(request).rejects.toThrow('gone')
  await expect(last()).rejects.toThrow('no socket')
  expect([states, opened(), waits.length]).toEqual([[state], 0, 1])
})

test('a new address that is pasted after a refusal is tried at once, and only once', async () => {
  let isAdmitted = false
  const { transport, last, states, waits, opened, paste } = start(() =>
    Promise.resolve(isAdmitted ? paths : null),
  )
  await expect(transport.request('host.hello', {})).rejects.toThrow('gone')
  isAdmitted = true
  paste()
  const { events } = await last()
  // The retry that was scheduled finds the connection open, or about to open.
  waits[0]?.call()
  events.opened()
  paste()
  await last()
  expect([states, opened()]).toEqual([['refused', 'connected'], 1])
})

test('events go to every listener until it stops', async () => {
  const { transport, last } = start()
  const { events } = await last()
  const received: unknown[] = []
  const stop = transport.subscribe((event) => received.push(event))
  events.opened()
  events.received(JSON.stringify({ event: { type: 'workflows.changed' } }))
  stop()
  events.received(JSON.stringify({ event: { type: 'workflows.changed' } }))
  expect(received).toEqual([{ type: 'workflows.changed' }])
})

test.each(['', '{', '[]', '{"id":1}', '{"id":99,"output":1}', new ArrayBuffer(4)])(
  'an invalid message (%s) changes nothing',
  async (message) => {
    const { transport, last } = start()
    const { events } = await last()
    events.opened()
    const request = transport.request('run.list', {})
    events.received(message)
    events.received(answer(1, 'fine'))
    expect(await request).toBe('fine')
  },
)

test('a closed transport does not reconnect and emits nothing', async () => {
  const { transport, last, states, waits, ended, paste, opened } = start()
  const { events } = await last()
  events.opened()
  transport.close()
  events.closed()
  paste()
  await last()
  expect([states, waits, opened(), ended]).toEqual([['connected'], [], 1, ['address', 'socket']])
})

test('closed while it waits for a host, it stops waiting', async () => {
  const { transport, last, ended } = start()
  ;(await last()).events.closed()
  transport.close()
  expect(ended).toEqual(['wait 1', 'address'])
})

test('closed before its socket is open, it closes that', async () => {
  const { transport, last, ended } = start()
  await last()
  transport.close()
  expect(ended).toEqual(['address', 'socket'])
})
