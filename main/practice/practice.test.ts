import { afterEach, describe, expect, test } from 'vitest'
import { createCaller, imageOf } from './testing/caller.ts'
import { clearEngines, startEngine } from './testing/engines.ts'
import { filmEndpoint, testEndpoints } from './testing/endpoints.ts'
import { dataUri, decode, discScene, distance, pixelsOf, pngOf } from './testing/pictures.ts'

afterEach(clearEngines)

const slow = { queueMs: 60_000, runMs: 0, spread: 0 }
const text = testEndpoints.text.modelId

describe('the life of a request', () => {
  test('a submit is answered with an id and three addresses, and entered in the ledger', async () => {
    const { practice, caller } = await startEngine({ newRequestId: () => 'r-1' })
    const { status, json } = await caller.submit(text, { prompt: 'hills' })
    expect([status, json]).toEqual([
      200,
      {
        request_id: 'r-1',
        status_url: `${practice.url}/v1/requests/r-1/status`,
        result_url: `${practice.url}/v1/requests/r-1/result`,
        cancel_url: `${practice.url}/v1/requests/r-1/cancel`,
      },
    ])
    expect(practice.ledger).toEqual([
      {
        requestId: 'r-1',
        modelId: text,
        acceptedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        bodySha256: '48f8a888aadef3081dd3d39d9f33f02b8073554840274a6813eff9c2f352fdcf',
        bodyBytes: 18,
        input: { prompt: 'hills' },
      },
    ])
    expect((await caller.get('/practice/ledger')).json).toEqual({ ledger: practice.ledger })
  })

  test('it ends with pictures that anyone can fetch, and its cost', async () => {
    const { practice, caller } = await startEngine({ token: 'secret' })
    const result = await caller.run(text, { prompt: 'hills', num_images: 2, output_format: 'webp' })
    expect(result).toMatchObject({
      status: 'completed',
      cost: 0.01,
      model_id: text,
      input: { prompt: 'hills', num_images: 2 },
    })
    const picture = await createCaller(practice.url).get(imageOf(result))
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect(await decode(picture.bytes)).toMatchObject({ width: 512, height: 512 })
    expect(picture.headers.get('content-length')).toBe(String(picture.bytes.length))
    expect((await caller.get('/prod/v2/balance')).json).toEqual({ balance_usd: 99.99, currency: 'USD' })
  })

  test('an endpoint that makes videos returns one that shows its picture', async () => {
    const { caller } = await startEngine({ endpoints: [filmEndpoint] })
    const image_url = dataUri(await pngOf(discScene(160, 120)))
    const result = await caller.run(filmEndpoint.modelId, { prompt: 'a turn', image_url, duration: '1' })
    const { video } = (result as { readonly output: { readonly video: string } }).output
    const film = await caller.get(video)
    expect([film.status, film.headers.get('content-type')]).toEqual([200, 'video/webm'])
    expect(film.bytes.subarray(0, 4).toString('hex')).toBe('1a45dfa3')
    expect((await caller.get(video.replace('webm', 'png'))).status).toBe(404)
  })

  test('those that wait have their positions, and can be cancelled', async () => {
    const { caller } = await startEngine({ pace: slow })
    const submits = await Promise.all(['a', 'b'].map((prompt) => caller.submit(text, { prompt })))
    const ids = submits.map(({ json }) => String(json['request_id']))
    const states = await Promise.all(
      ids.map(async (id) => (await caller.get(`/v1/requests/${id}/status`)).json),
    )
    expect(
      new Set(states.map((state) => `${String(state['status'])} ${String(state['queue_position'])}`)),
    ).toEqual(new Set(['in_queue 0', 'in_queue 1']))
    const cancel = async (): Promise<unknown> => (await caller.post(`/v1/requests/${ids[0]}/cancel`)).json
    expect(await cancel()).toEqual({ status: 'cancelled', outcome: 'cancelled' })
    expect(await cancel()).toEqual({ status: 'cancelled', outcome: 'not_cancellable' })
    expect((await caller.get(`/v1/requests/${ids[0]}/result`)).json).toMatchObject({ status: 'cancelled' })
    expect((await caller.get(`/v1/requests/${ids[1]}/status`)).json).toMatchObject({ queue_position: 0 })
  })

  test('what runs cannot be cancelled', async () => {
    const { practice, caller } = await startEngine({ pace: { queueMs: 0, runMs: 60_000, spread: 0 } })
    const { json } = await caller.submit(text, { prompt: 'a' })
    await practice.reached({ state: 'in_progress' })
    expect((await caller.post(`/v1/requests/${String(json['request_id'])}/cancel`)).json).toEqual({
      status: 'in_progress',
      outcome: 'not_cancellable',
    })
  })

  test('before its end the result returns its state', async () => {
    const { caller } = await startEngine({ pace: slow })
    const { json } = await caller.submit(text, { prompt: 'a' })
    expect((await caller.get(`/v1/requests/${String(json['request_id'])}/result`)).json).toMatchObject({
      status: 'in_queue',
    })
    expect((await caller.get(`/outputs/${String(json['request_id'])}/0.png`)).status).toBe(404)
  })

  test('an engine with idempotency keys returns the same request for the same key and body', async () => {
    const { practice, caller } = await startEngine({ capabilities: { idempotencyKey: true } })
    const submit = (prompt: string) =>
      caller.post(`/v1/models/${text}`, { prompt }, { 'idempotency-key': 'job-1' })
    const first = await submit('a')
    const again = await submit('a')
    expect([again.json, again.headers.get('idempotent-replayed')]).toEqual([first.json, 'true'])
    expect((await submit('b')).status).toBe(409)
    expect(practice.ledger).toHaveLength(1)
  })

  test('calls are counted by kind and by request', async () => {
    const { caller } = await startEngine({ newRequestId: () => 'r' })
    await caller.run(text, { prompt: 'a', image_size: 'square' })
    const counts = (await caller.get('/practice/counts')).json
    expect(counts).toMatchObject({ calls: { submit: 1, result: 1 }, requests: { r: { result: 1 } } })
  })
})

describe('pictures as inputs', () => {
  const scene = discScene(160, 120)
  const mask = pixelsOf(160, 120, (x) => (x < 80 ? [255, 255, 255] : [0, 0, 0]))

  test('data URIs are hosted, an output is passed on by its address, and outside its mask a picture stays as it is', async () => {
    const { practice, caller } = await startEngine()
    const input = {
      prompt: 'sea',
      image_url: dataUri(await pngOf(scene)),
      mask_image_url: dataUri(await pngOf(mask)),
    }
    const mended = await caller.run(testEndpoints.inpaint.modelId, input)
    const picture = await decode((await caller.get(imageOf(mended))).bytes)
    expect(distance(picture, scene, (x) => x >= 80)).toBe(0)
    expect(distance(picture, scene, (x) => x < 80)).toBeGreaterThan(8)
    const hosted = expect.stringMatching(new RegExp(`^${practice.url}/inputs/[0-9a-f]{64}\\.png$`))
    expect(mended).toMatchObject({ input: { image_url: hosted, mask_image_url: hosted } })

    const same = await caller.run(testEndpoints.image.modelId, {
      prompt: 'x',
      image_url: imageOf(mended),
      strength: 0,
    })
    expect(distance(await decode((await caller.get(imageOf(same))).bytes), picture)).toBe(0)
  })

  test('a hosted input can be fetched', async () => {
    const { caller } = await startEngine()
    const bytes = await pngOf(scene)
    const result = await caller.run(testEndpoints.image.modelId, {
      prompt: 'x',
      image_url: dataUri(bytes),
      strength: 0,
    })
    const { image_url: address } = (result as { readonly input: { readonly image_url: string } }).input
    const fetched = await caller.get(address)
    expect([fetched.headers.get('content-type'), fetched.bytes.equals(bytes)]).toEqual(['image/png', true])
  })

  test('each picture of a list is hosted, and the first one painted on', async () => {
    const { caller } = await startEngine()
    const image_urls = [dataUri(await pngOf(scene)), 'https://nowhere.invalid/a.png']
    const result = await caller.run(testEndpoints.several.modelId, { prompt: 'x', image_urls, strength: 0 })
    expect(result).toMatchObject({
      input: { image_urls: [expect.stringContaining('/inputs/'), image_urls[1]] },
    })
    expect(distance(await decode((await caller.get(imageOf(result))).bytes), scene)).toBe(0)
  })

  test('a foreign picture is replaced by a stand-in, without any request', async () => {
    const { caller } = await startEngine()
    const result = await caller.run(testEndpoints.image.modelId, {
      prompt: 'x',
      image_url: 'https://nowhere.invalid/forest.png',
    })
    const { bytes } = await caller.get(imageOf(result))
    expect(bytes.toString('latin1')).toContain('was not fetched, a drawing stands in for it')
    expect(await decode(bytes)).toMatchObject({ width: 1024, height: 768 })
  })

  test('a truncated picture fails the request, which only the result reports', async () => {
    const { caller } = await startEngine()
    const broken = dataUri((await pngOf(scene)).subarray(0, 200))
    const result = await caller.run(testEndpoints.image.modelId, { prompt: 'x', image_url: broken })
    expect(result).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('the image cannot be decoded'),
      cost: 0,
    })
    expect((await caller.get(`/v1/requests/${String(result['request_id'])}/status`)).json).toMatchObject({
      status: 'completed',
    })
    expect((await caller.get(`/outputs/${String(result['request_id'])}/0.png`)).status).toBe(404)
  })

  test('a file that is not a picture is refused with the name of its field, with all other errors', async () => {
    const { practice, caller } = await startEngine()
    const { status, json } = await caller.submit(testEndpoints.image.modelId, {
      image_url: 'file:///a',
      seed: 'x',
    })
    expect([status, json['detail']]).toEqual([
      422,
      [
        { loc: ['body', 'prompt'], msg: 'is required', type: 'missing' },
        { loc: ['body', 'seed'], msg: 'must be an integer, not a text', type: 'type' },
        {
          loc: ['body', 'image_url'],
          msg: 'must be an https address or a data URI, not file:',
          type: 'media',
        },
      ],
    ])
    expect(practice.ledger).toEqual([])
  })
})
