import { expect, onTestFinished, test } from 'vitest'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { HostEvent, Input, RequestName } from '#shared/api/contract.ts'
import { serve } from '#shared/api/serve.ts'
import type { Output } from '#shared/api/contract.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { ConnectOptions, EngineConnection } from '../engines/engine.ts'
import { fakeEngine } from '../host/testing/fakeEngine.ts'
import type { JobClient } from '../jobs/jobClient.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { openSession } from './openSession.ts'

/** An engine that no other file knows: one that answers each job with the text that it got. */
function addedEngine() {
  const connected: { readonly base: string; readonly token: string | null }[] = []
  const closed: string[] = []
  const bodies = new Map<string, string>()
  const client: JobClient = {
    submit(_model, body) {
      const requestId = `r${bodies.size + 1}`
      bodies.set(requestId, Buffer.from(body).toString())
      return Promise.resolve({ requestId, statusUrl: null, resultUrl: null, cancelUrl: null })
    },
    status: () => Promise.resolve({ word: 'DONE', phase: 'completed', queuePosition: null }),
    result: ({ requestId }) =>
      Promise.resolve({
        word: 'DONE',
        phase: 'completed',
        output: { text: bodies.get(requestId) ?? '' },
        error: '',
        cost: 0.25,
        took: 5,
      }),
    cancel: () => Promise.resolve({ outcome: 'not_cancellable', word: 'DONE', phase: 'completed' }),
  }
  const connect = ({ base, token }: ConnectOptions): Promise<EngineConnection> => {
    connected.push({ base: base.origin, token: token() })
    return Promise.resolve({
      client,
      download: (url) => Promise.reject(new Error(url)),
      isOwnOutput: () => false,
      prices: null,
      testKey: () => Promise.resolve({ balance: null, currency: 'USD' }),
      close: () => {},
    })
  }
  const definition = fakeEngine({
    connect,
    practice: {
      folder: 'practice-acme',
      start: () =>
        Promise.resolve({
          url: 'http://127.0.0.1:9',
          close: () => Promise.resolve(void closed.push('practice')),
        }),
    },
  })
  return { definition, connected, closed }
}

const endpoint = Endpoint.parse({
  engine: 'acme',
  modelId: 'say',
  title: 'Say',
  category: 'Text',
  input: { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] },
  outputs: ['text'],
})

const saying = (prompt: string): string =>
  writeWorkflow(workflowOf({ say: { type: 'acme/say', values: { prompt } } }, [], prompt))

async function start(definition: ReturnType<typeof addedEngine>['definition']) {
  const session = await openSession({
    env: { PATCHBAY_HOME: testFolder(), PATCHBAY_PRACTICE_PACE: 'fast' },
    types: [],
    endpoints: [endpoint],
    definitions: [definition],
    version: '1.2.3',
    what: 'test',
  })
  let open = true
  const close = async (): Promise<void> => {
    if (open) await session.close()
    open = false
  }
  onTestFinished(close)
  // The cast: `serve` has just validated it.
  const request = async <N extends RequestName>(name: N, input: Input<N>) =>
    (await serve(session.handlers, name, input)) as Output<N>
  async function run(prompt: string): Promise<string> {
    const ended = Promise.withResolvers<string>()
    const ends = new Map<string, string>()
    let id = ''
    const stop = session.subscribe((event: HostEvent) => {
      for (const one of event.type === 'run.events' ? event.events : [])
        if (one.type === 'run.finished' && event.type === 'run.events') ends.set(event.run, one.state)
      const state = ends.get(id)
      if (state !== undefined) ended.resolve(state)
    })
    const input = { text: saying(prompt), workflow: null, targets: null, fresh: false, first: false }
    id = (await request('run.start', input)).run
    const early = ends.get(id)
    if (early !== undefined) ended.resolve(early)
    const state = await ended.promise
    stop()
    return state
  }
  return { ...session, close, request, run }
}

test('an engine that is added by its declaration alone has its key, its settings, runs, jobs and prices', async () => {
  const { definition, connected } = addedEngine()
  const session = await start(definition)
  const { engines } = await session.request('host.hello', {})
  expect(engines).toMatchObject([
    {
      id: 'acme',
      title: 'Acme',
      key: { from: null },
      keyPage: 'https://acme.example/keys',
      address: { origin: 'https://api.acme.example', fixed: false },
      concurrency: 3,
      capabilities: definition.capabilities,
      refusal: null,
    },
  ])
  await session.request('settings.change', { mode: 'live', engines: { acme: { concurrency: 2 } } })
  const input = { text: saying('hello'), workflow: null, targets: null, fresh: false, first: false }
  await expect(session.request('run.start', input)).rejects.toMatchObject({
    code: 'account.key',
    data: { engine: 'acme', node: 'say' },
  })
  expect(connected).toEqual([])
  await session.request('key.set', { engine: 'acme', key: 'sk-acme', remember: true })
  expect(await session.request('key.test', { engine: 'acme' })).toEqual({ balance: null, currency: 'USD' })
  expect(await session.run('hello')).toBe('done')
  expect(connected).toEqual([
    { base: 'https://api.acme.example', token: 'sk-acme' },
    { base: 'https://api.acme.example', token: 'sk-acme' },
  ])
  const [job] = session.library.store.list()
  expect(job).toMatchObject({
    facts: { engine: 'acme', modelId: 'say' },
    phase: { state: 'downloaded', cost: 0.25 },
  })
  expect(session.library.runs.source(job?.facts.run ?? '')?.request.concurrency).toEqual({ acme: 2 })
  const plan = { text: saying('other'), targets: null, fresh: false }
  expect(await session.request('run.plan', plan)).toMatchObject({ mode: 'live', jobs: 1, cost: 0.25 })
  expect(await session.request('run.plan', { ...plan, text: saying('hello') })).toMatchObject({
    jobs: 0,
    known: 1,
  })
  expect((await session.request('run.list', {}))[0]).toMatchObject({ mode: 'live', cost: 0.25 })
})

test('in practice it is emulated: its own address is not called, no key is used, and nothing is paid', async () => {
  const { definition, connected, closed } = addedEngine()
  const session = await start(definition)
  await session.request('key.set', { engine: 'acme', key: 'sk-acme', remember: false })
  expect(await session.run('hello')).toBe('done')
  expect(connected).toEqual([{ base: 'http://127.0.0.1:9', token: null }])
  expect((await session.request('run.list', {}))[0]).toMatchObject({ mode: 'practice', cost: null })
  await session.close()
  expect(closed).toEqual(['practice'])
})
