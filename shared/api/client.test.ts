import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Transport } from './client.ts'
import { createClient } from './client.ts'
import { serveTable } from './table.ts'

const table = { double: { input: z.object({ number: z.int() }), output: z.object({ twice: z.int() }) } }

/** A transport to a host that answers as the test says, and emits the test's events. */
function connect(answer: () => Promise<unknown>) {
  const listeners = new Set<(event: unknown) => void>()
  const requested: unknown[] = []
  const transport: Transport = {
    request(name, input) {
      requested.push([name, input])
      return answer()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const emit = (event: unknown): void => listeners.forEach((listener) => listener(event))
  return { client: createClient(table, transport), asked: requested, emit }
}

test('requests and answers are validated on this side', async () => {
  const { client, asked: requested } = connect(async () => ({ twice: 4 }))
  expect(await client.request('double', { number: 2 })).toEqual({ twice: 4 })
  expect(requested).toEqual([['double', { number: 2 }]])
})

test('an invalid input is not sent', async () => {
  const { client, asked: requested } = connect(async () => ({ twice: 4 }))
  await expect(client.request('double', { number: 0.5 })).rejects.toThrow(/int/)
  expect(requested).toEqual([])
})

test('an invalid answer is not passed on', async () => {
  const { client } = connect(async () => ({ twice: 'four' }))
  await expect(client.request('double', { number: 2 })).rejects.toThrow(/twice/)
})

test.each([
  [
    { code: 'input.invalid', message: 'No.', data: { field: 'number' } },
    { code: 'input.invalid', data: { field: 'number' } },
  ],
  [
    { code: 'internal', message: 'Oh.' },
    { code: 'internal', message: 'Oh.' },
  ],
  [
    new Error('socket closed'),
    {
      code: 'host.gone',
      message: 'The host cannot be reached, or ended before it answered. What was asked may have been done.',
    },
  ],
])('an error %o of the host becomes an AppError', async (thrown: unknown, expected) => {
  const { client } = connect(async () => {
    throw thrown
  })
  const error: unknown = await client.request('double', { number: 2 }).catch((one: unknown) => one)
  expect(error).toBeInstanceOf(AppError)
  expect(error).toMatchObject(expected)
})

test('a name that is not in the contract is refused on this side', async () => {
  const { client, asked: requested } = connect(async () => ({}))
  await expect(client.request('treble' as 'double', { number: 2 })).rejects.toMatchObject({
    code: 'internal',
  })
  expect(requested).toEqual([])
})

test('known events are emitted, unknown ones are ignored, and none arrives after unsubscribing', () => {
  const { client, emit } = connect(async () => ({}))
  const received: unknown[] = []
  const stop = client.subscribe((event) => received.push(event))
  emit({ type: 'workflows.changed' })
  emit({ type: 'something.newer' })
  emit(null)
  stop()
  emit({ type: 'workflows.changed' })
  expect(received).toEqual([{ type: 'workflows.changed' }])
})

const handlers = {
  double({ number }: { number: number }) {
    if (number === 13) throw new Error('unlucky')
    return { twice: number === 7 ? 0.5 : number * 2 }
  },
}

test.each([['double', { number: 2 }, { twice: 4 }]])('%s %o is served', async (name, input, output) => {
  expect(await serveTable(table, handlers, name, input)).toEqual(output)
})

test.each([
  ['treble', { number: 2 }, 'input.invalid', 'There is no request "treble".'],
  ['toString', {}, 'input.invalid', 'There is no request "toString".'],
  ['double', { number: 'two' }, 'input.invalid', /^double: number /],
  ['double', null, 'input.invalid', /^double: /],
  ['double', { number: 13 }, 'internal', 'unlucky'],
  ['double', { number: 7 }, 'internal', /./],
])('%s %o is refused as %s', async (name, input, code, words) => {
  await expect(serveTable(table, handlers, name, input)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(words),
  })
})
