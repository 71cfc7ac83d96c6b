import { beforeEach, expect, onTestFinished, test } from 'vitest'
import type { JobClient } from '#main/jobs/jobClient.ts'
import { AppError } from '#shared/errors.ts'
import { readInputs } from '#shared/endpoint/readInputs.ts'
import type { JobResult, WireValue } from '#shared/services.ts'
import { samplePicture } from '../samples.ts'
import { endpointOf, falEndpoints as own, startFalJobs } from './falJobs.ts'
import { published } from './schemas.ts'
import type { StrictFalOptions } from './server.ts'
import { startStrictFal } from './server.ts'

// The client of fal against a server that was written from fal's documentation by somebody who has not seen the client.

const key = 'fal-test-5b0cc1d2'

let picture: Buffer
beforeEach(async () => void (picture = await samplePicture()))

async function start(
  options: Omit<StrictFalOptions, 'key' | 'schemas'> = {},
  through: (client: JobClient) => JobClient = (client) => client,
) {
  const strict = await startStrictFal({ key, schemas: published, ...options })
  onTestFinished(async () => {
    await strict.close()
    // Nothing that the documentation does not say, in any test.
    if (strict.violations.length > 0) throw new Error(JSON.stringify(strict.violations))
  })
  const submits = (): number => strict.requests.filter(({ kind }) => kind === 'submit').length
  return { strict, submits, ...startFalJobs({ url: strict.url, key, through }) }
}

/** Every input of an endpoint that has a default, as a node sends it. */
function defaultsOf(modelId: string): Readonly<Record<string, WireValue>> {
  const { ports } = readInputs(endpointOf(modelId).input)
  const entries = Object.entries(ports).flatMap(([name, port]) =>
    port.default === undefined ? [] : [[name, port.default as WireValue] as const],
  )
  return Object.fromEntries(entries)
}

test('the endpoints of the product are those of the pages', () => {
  expect(own.map(({ modelId }) => modelId).toSorted()).toEqual([...published.keys()].toSorted())
})

test.each(own.map(({ modelId }) => modelId))(
  'a job of %s sends what is documented, brings its outputs, and says what it cost',
  async (modelId) => {
    const { run, assets, submits } = await start()
    const image = assets.add(picture, 'image', 'image/png')
    const mask = assets.add(await samplePicture('png', { background: '#fff' }), 'mask', 'image/png')
    const { ports } = readInputs(endpointOf(modelId).input)
    const input = {
      ...defaultsOf(modelId),
      ...('prompt' in ports && { prompt: 'a harbour' }),
      ...('image_url' in ports && { image_url: image }),
      ...('mask_url' in ports && { mask_url: mask }),
    }
    const result: JobResult = await run(modelId, input)
    expect(result.media.size).toBe(1)
    expect(result.cost).toEqual(expect.any(Number))
    expect(submits()).toBe(1)
  },
)

test.each([
  [422, 'content_policy_violation', 'unknown'],
  [500, 'runner_server_error', 'no'],
] as const)(
  'a job that failed with %d says why, and whether it may be charged',
  async (status, type, charged) => {
    const { run, store } = await start({ failing: () => ({ status, type, message: 'flagged' }) })
    await expect(run('fal-ai/flux/dev', { prompt: 'a' })).rejects.toMatchObject({ code: 'job.failed' })
    expect(store.all()[0]?.phase).toMatchObject({ state: 'failed', charged })
  },
)

test('a job in the queue, or at work, is cancelled', async () => {
  for (const queuedPolls of [Infinity, 0]) {
    const polled = Promise.withResolvers<void>()
    const { run, store } = await start({ queuedPolls, completeAfterPolls: Infinity }, (client) => ({
      ...client,
      async status(...call) {
        const status = await client.status(...call)
        polled.resolve()
        return status
      },
    }))
    const controller = new AbortController()
    const ended = run('fal-ai/flux/dev', { prompt: 'a' }, controller.signal).catch(
      (thrown: unknown) => thrown,
    )
    await polled.promise
    controller.abort(new AppError('cancelled', 'enough'))
    expect(await ended).toMatchObject({ code: 'cancelled' })
    expect(store.all()[0]?.phase.state).toBe('cancelled')
  }
})

test('a submit whose answer is lost is found in the listing, and never sent again', async () => {
  const { run, submits, store } = await start({ completeAfterPolls: 0 }, (client) => ({
    ...client,
    submit: async (...call) => {
      await client.submit(...call)
      throw new AppError('job.unknown', 'The answer was lost.')
    },
  }))
  expect((await run('fal-ai/flux/dev', { prompt: 'a' })).media.size).toBe(1)
  expect([submits(), store.all()[0]?.phase.state]).toEqual([1, 'downloaded'])
})

test('the catalogue has the endpoints of the product, with inputs that its own files agree with', async () => {
  const { connection } = await start()
  const found = []
  for await (const { endpoint } of connection.catalogue()) found.push(endpoint)
  expect(found.map(({ modelId }) => modelId).toSorted()).toEqual([...published.keys()].toSorted())
  for (const { modelId, input, outputs } of found) {
    const theirs = readInputs(input).ports
    const ours = readInputs(endpointOf(modelId).input).ports
    expect([modelId, Object.keys(ours).filter((name) => !(name in theirs))]).toEqual([modelId, []])
    expect([modelId, ...outputs]).toEqual([modelId, ...endpointOf(modelId).outputs])
  }
})

test('a key is tested, and prices are read', async () => {
  const { connection } = await start()
  expect(await connection.testKey()).toEqual({ balance: null, currency: 'USD' })
  const prices = await connection.prices.unitPrices([...published.keys()])
  expect([...prices.keys()]).toEqual([...published.keys()])
})

test('a film of 100 MB is uploaded in parts, and never in memory as a whole', async () => {
  const { strict, connection } = await start()
  const bytes = 100_000_000
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0; left -= 2 ** 20) yield new Uint8Array(Math.min(left, 2 ** 20))
  }
  const address = await connection.uploads.own({
    media: { media: 'video', sha256: 'f'.repeat(64), mime: 'video/mp4', bytes },
    isPlain: true,
    read: () => Promise.reject(new Error('read as a whole')),
    stream,
  })
  const kinds = strict.requests.map(({ kind }) => kind)
  expect(kinds).toEqual(['initiate', ...Array.from({ length: 10 }, () => 'part'), 'complete'])
  expect(strict.unfinishedUploads()).toBe(0)
  const stored = await fetch(address)
  expect((await stored.arrayBuffer()).byteLength).toBe(bytes)
})
