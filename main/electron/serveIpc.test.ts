import { expect, test } from 'vitest'
import { requestNames } from '#shared/api/contract.ts'
import { testSession } from '../host/testing/testSession.ts'
import { createBridge } from './bridge.ts'
import { EVENTS, REQUESTS } from './channels.ts'
import type { Sender } from './electron.ts'
import { serveIpc } from './serveIpc.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'
import { createFakeEmitter } from './testing/fakeEmitter.ts'

const page: Sender = { senderFrame: { parent: null, origin: 'app://patchbay' } }
const others: Readonly<Record<string, Sender>> = {
  'a frame that is gone': { senderFrame: null },
  'a frame in our page': { senderFrame: { parent: {}, origin: 'app://patchbay' } },
  'another origin': { senderFrame: { parent: null, origin: 'https://example.org' } },
  'an origin that begins like ours': { senderFrame: { parent: null, origin: 'app://patchbay.example.org' } },
  'a file': { senderFrame: { parent: null, origin: 'file://' } },
  'no origin': { senderFrame: { parent: null, origin: 'null' } },
}

async function served() {
  const fake = createFakeElectron()
  const session = await testSession()
  let served = 0
  const entries = Object.entries(session.local).map(([name, handle]) => [
    name,
    (input: never) => {
      served++
      return handle(input)
    },
  ])
  // The cast: the same names, each with its own handler behind a counter.
  serveIpc(fake.electron, Object.fromEntries(entries) as typeof session.local)
  return { ...fake, served: () => served }
}

const ask = (name: string, input: unknown = {}) => ({ id: 7, name, input })

test.each(Object.keys(others))('%s is refused, whatever it asks, and nothing is done', async (who) => {
  const { channels, served: count } = await served()
  const refused = { error: { code: 'input.invalid', message: 'Only the editor itself may ask that.' } }
  for (const name of requestNames)
    expect(await channels.get(REQUESTS)?.(others[who] ?? { senderFrame: null }, ask(name))).toEqual(refused)
  expect(count()).toBe(0)
})

test('an input that violates the contract is refused for every request before it is handled', async () => {
  const { channels, served: count } = await served()
  for (const input of [null, 1, 'text', []])
    for (const name of requestNames)
      expect(await channels.get(REQUESTS)?.(page, ask(name, input))).toMatchObject({
        id: 7,
        error: { code: 'input.invalid' },
      })
  expect(count()).toBe(0)
})

test.each([undefined, null, 'text', [], { name: 'run.list', input: {} }])(
  'an invalid request (%j) is refused',
  async (message) => {
    const { channels, served: count } = await served()
    expect(await channels.get(REQUESTS)?.(page, message)).toMatchObject({ error: { code: 'input.invalid' } })
    expect(count()).toBe(0)
  },
)

test.each(['run.hand', 'job.cancel', '__proto__', 'constructor', '', 'patchbay:host.hello'])(
  'the page cannot request %s',
  async (name) => {
    const { channels, served: count } = await served()
    const answer = await channels.get(REQUESTS)?.(page, ask(name))
    expect(answer).toEqual({
      id: 7,
      error: { code: 'input.invalid', message: `There is no request ${JSON.stringify(name)}.` },
    })
    expect(count()).toBe(0)
  },
)

test('the page is answered through its bridge', async () => {
  const { channels } = await served()
  const emitter = createFakeEmitter()
  const bridge = createBridge({
    invoke: (channel: string, input: unknown) =>
      channels.get(channel)?.(page, input) ?? Promise.resolve(null),
    on: emitter.on,
    removeListener: () => {},
  } as never)
  expect(await bridge.send(ask('host.hello'))).toMatchObject({ id: 7, output: { version: '1.2.3' } })
  const received: unknown[] = []
  bridge.subscribe((event) => received.push(event))
  await emitter.happen(EVENTS, { sender: 'of Electron' }, { type: 'workflows.changed' })
  expect(received).toEqual([{ type: 'workflows.changed' }])
})
