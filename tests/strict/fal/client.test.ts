import { createHash } from 'node:crypto'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { connectFal } from '#main/engines/fal/connect.ts'
import { createJobs } from '#main/jobs/createJobs.ts'
import type { JobClient } from '#main/jobs/jobClient.ts'
import { createMemoryJobStore } from '#main/jobs/jobStore.ts'
import { createClock } from '#main/platform/clock.ts'
import { endpoints } from '#nodes/endpoints.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import { readInputs } from '#shared/endpoint/readInputs.ts'
import type { Media } from '#shared/ports/value.ts'
import type { JobRequest, JobResult, WireValue } from '#shared/services.ts'
import { samplePicture } from '../samples.ts'
import { published } from './schemas.ts'
import type { StrictFal, StrictFalOptions } from './server.ts'
import { startStrictFal } from './server.ts'

// The client of fal against a server that was written from fal's documentation by somebody who has not seen the client.

const key = 'fal-test-5b0cc1d2'
const own: readonly Endpoint[] = endpoints.filter(({ engine }) => engine === 'fal')
const endpointOf = (modelId: string): Endpoint => {
  const found = own.find((one) => one.modelId === modelId)
  if (found === undefined) throw new Error(`there is no ${modelId}`)
  return found
}

let picture: Buffer
beforeEach(async () => void (picture = await samplePicture()))

/** Assets in memory: what was uploaded, and what came. */
function createAssets() {
  const stored = new Map<string, Uint8Array>()
  const add = (bytes: Uint8Array, media: Media['media'], mime: string): Media => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    stored.set(sha256, bytes)
    return { media, sha256, mime, bytes: bytes.length, width: 64, height: 48 }
  }
  return {
    add,
    put: async (content: unknown, kind: Media['media']): Promise<Media> =>
      add(content instanceof Uint8Array ? content : new Uint8Array(1), kind, 'image/png'),
    read: async ({ sha256 }: Media): Promise<Uint8Array> => stored.get(sha256) ?? new Uint8Array(),
  }
}

async function start(
  options: Omit<StrictFalOptions, 'key' | 'schemas'> = {},
  through: (client: JobClient) => JobClient = (client) => client,
) {
  const strict: StrictFal = await startStrictFal({ key, schemas: published, ...options })
  const clock = createClock()
  const connection = connectFal({ base: new URL(strict.url), token: () => key, clock })
  const assets = createAssets()
  const store = createMemoryJobStore()
  const jobs = createJobs({
    client: through(connection.client),
    egress: connection,
    assets,
    outgoing: async (media) => ({ media, isPlain: true, read: () => assets.read(media) }),
    uploads: async () => connection.uploads,
    store,
    clock,
    random: () => 0.5,
    newId: () => `job-${store.all().length + 1}`,
    engine: 'fal',
    account: 'account',
  })
  onTestFinished(async () => {
    await jobs.close()
    connection.close()
    await strict.close()
    // Nothing that the documentation does not say, in any test.
    if (strict.violations.length > 0) throw new Error(JSON.stringify(strict.violations))
  })
  const run = (modelId: string, input: Readonly<Record<string, WireValue>>, signal?: AbortSignal) => {
    const endpoint = endpointOf(modelId)
    const request: JobRequest = { endpoint, input, run: 'run', node: 'node', item: '0' }
    return jobs.run(request, { signal: signal ?? new AbortController().signal, onUpdate: () => {} })
  }
  const submits = (): number => strict.requests.filter(({ kind }) => kind === 'submit').length
  return { strict, connection, assets, store, jobs, run, submits }
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

test('a job that failed says why, and is not charged', async () => {
  const { run, store } = await start({
    failing: () => ({ status: 422, type: 'content_policy_violation', message: 'flagged' }),
  })
  await expect(run('fal-ai/flux/dev', { prompt: 'a' })).rejects.toMatchObject({ code: 'job.failed' })
  expect(store.all()[0]?.phase).toMatchObject({ state: 'failed', charged: 'no' })
})

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
  for await (const endpoint of connection.catalogue()) found.push(endpoint)
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
