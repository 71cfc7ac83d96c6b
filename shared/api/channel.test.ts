import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { RequestMessage } from './channel.ts'
import { answerMessage, createChannel, eventMessage, serveChannel } from './channel.ts'

/** The requesting end, with what it has sent. */
function start() {
  const sent: RequestMessage[] = []
  const channel = createChannel({ send: (message) => void sent.push(message) })
  return { channel, sent }
}

const table = {
  double: { input: z.object({ number: z.int() }), output: z.int() },
  wait: { input: z.object({}), output: z.string() },
}

describe('the requesting end', () => {
  test('passes each answer to the request with its id, in any order', async () => {
    const { channel, sent } = start()
    channel.open()
    const [one, other] = [channel.request('a', {}), channel.request('b', { x: 1 })]
    expect(sent).toEqual([
      { id: 1, name: 'a', input: {} },
      { id: 2, name: 'b', input: { x: 1 } },
    ])
    expect(channel.receive({ id: 2, output: 'second' })).toBe(true)
    expect(channel.receive({ id: 1, output: 'first' })).toBe(true)
    expect([await one, await other]).toEqual(['first', 'second'])
  })

  test("rejects with the host's error", async () => {
    const { channel } = start()
    channel.open()
    const request = channel.request('a', {})
    const error = { code: 'library.broken', message: 'It is damaged.' }
    channel.receive({ id: 1, error })
    await expect(request).rejects.toEqual(error)
  })

  test('holds requests until the channel is open, in order', async () => {
    const { channel, sent } = start()
    const requests = [channel.request('a', {}), channel.request('b', {})]
    expect(sent).toEqual([])
    channel.open()
    expect(sent.map(({ name }) => name)).toEqual(['a', 'b'])
    for (const { id, name } of sent) channel.receive({ id, output: name })
    expect(await Promise.all(requests)).toEqual(['a', 'b'])
  })

  test('rejects pending requests when the channel closes, and new ones until it is open again', async () => {
    const { channel, sent } = start()
    channel.open()
    const waiting = [channel.request('a', {}), channel.request('b', {})]
    channel.end()
    for (const request of [...waiting, channel.request('c', {})])
      await expect(request).rejects.toThrow('the host is gone')
    expect(sent.map(({ name }) => name)).toEqual(['a', 'b'])
    channel.open()
    const again = channel.request('d', {})
    // The previous answer is too late for anybody.
    channel.receive({ id: 1, output: 'late' })
    channel.receive({ id: sent.at(-1)?.id, output: 'in time' })
    expect(await again).toBe('in time')
  })

  test('rejects requests to a host that was never reached', async () => {
    const { channel, sent } = start()
    const request = channel.request('a', {})
    channel.end()
    await expect(request).rejects.toThrow('the host is gone')
    channel.open()
    expect(sent).toEqual([])
  })

  test('emits events to all subscribers, and to no unsubscribed one', () => {
    const { channel } = start()
    const received: unknown[] = []
    const stop = channel.subscribe((event) => received.push(['one', event]))
    channel.subscribe((event) => received.push(['other', event]))
    expect(channel.receive(eventMessage({ type: 'x' }))).toBe(true)
    stop()
    channel.receive(eventMessage(null))
    expect(received).toEqual([
      ['one', { type: 'x' }],
      ['other', { type: 'x' }],
      ['other', null],
    ])
  })

  test.each([undefined, null, 'text', {}, { id: 'one', output: 1 }, { id: 1 }, { id: 1, error: 'no' }])(
    'recognizes that %j is not a message',
    async (message) => {
      const { channel } = start()
      channel.open()
      const request = channel.request('a', {})
      const isMessage = channel.receive(message)
      channel.receive({ id: 1, output: 'the answer' })
      // `{ id: 1 }` is the answer of a request that has no output.
      const has = isMessage ? undefined : 'the answer'
      expect(await request).toBe(has)
    },
  )

  test('uses the answer of a channel that returns it, and rejects a single request that cannot be sent', async () => {
    const channel = createChannel({
      send: ({ id, name }) =>
        name === 'lost' ? Promise.reject(new Error('no such way')) : Promise.resolve({ id, output: name }),
    })
    channel.open()
    const lost = channel.request('lost', {})
    expect(await channel.request('a', {})).toBe('a')
    await expect(lost).rejects.toThrow('no such way')
  })

  test.each([
    ['no answer', null],
    ['an error without an id', { error: { code: 'internal', message: 'no' } }],
    ['the answer to something else', { id: 99, output: 'b' }],
  ])('rejects what a way hands back %s for', async (_, answer) => {
    const channel = createChannel({ send: () => Promise.resolve(answer) })
    channel.open()
    await expect(channel.request('a', {})).rejects.toThrow('the host gave no answer')
  })
})

describe('the answering end', () => {
  function serve(maxPending = 10) {
    const sent: unknown[] = []
    const gate = Promise.withResolvers<string>()
    const called: string[] = []
    const receive = serveChannel({
      table,
      handlers: {
        double({ number }) {
          called.push('double')
          if (number === 13) throw new Error('unlucky')
          return number * 2
        },
        wait() {
          called.push('wait')
          return gate.promise
        },
      },
      maxPending,
      send: (message) => void sent.push(message),
    })
    const settle = async (): Promise<void> => {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    }
    return { receive, sent, called, gate, settle }
  }

  test('answers each request under its id, also with errors', async () => {
    const { receive, sent, settle } = serve()
    expect(receive({ id: 1, name: 'double', input: { number: 2 } })).toBe(true)
    expect(receive({ id: 2, name: 'double', input: { number: 13 } })).toBe(true)
    expect(receive({ id: 3, name: 'toString', input: {} })).toBe(true)
    await settle()
    // Each as soon as it is known: in any order.
    expect(sent).toHaveLength(3)
    expect(sent).toEqual(
      expect.arrayContaining([
        { id: 1, output: 4 },
        { id: 2, error: { code: 'internal', message: 'unlucky' } },
        { id: 3, error: { code: 'input.invalid', message: 'There is no request "toString".' } },
      ]),
    )
  })

  test.each([undefined, null, 'text', {}, { name: 'double', input: {} }, { id: 1, name: 'x'.repeat(101) }])(
    'does nothing for an invalid request: %j',
    async (message) => {
      const { receive, sent, called, settle } = serve()
      expect(receive(message)).toBe(false)
      await settle()
      expect([sent, called]).toEqual([[], []])
    },
  )

  test('accepts no more at once than may be pending, and as many again after their answers', async () => {
    const { receive, called, gate, settle } = serve(2)
    const ask = (id: number): boolean => receive({ id, name: 'wait', input: {} })
    expect([ask(1), ask(2), ask(3)]).toEqual([true, true, false])
    expect(called).toEqual(['wait', 'wait'])
    gate.resolve('done')
    await settle()
    expect([ask(4), ask(5), ask(6)]).toEqual([true, true, false])
  })
})

test('a requesting end and an answering end understand each other', async () => {
  const handlers = { double: ({ number }: { number: number }) => number * 2, wait: () => 'done' }
  const channel = createChannel({ send: (message) => answerMessage(table, handlers, message) ?? undefined })
  channel.open()
  expect(await channel.request('double', { number: 21 })).toBe(42)
  await expect(channel.request('double', { number: 'x' })).rejects.toMatchObject({ code: 'input.invalid' })
})
