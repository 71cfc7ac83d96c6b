import { expect, test } from 'vitest'
import type { PracticeRequest, RequestInput } from '../requests/request.ts'
import { testEndpoints } from '../testing/endpoints.ts'
import { decode, discScene, distance, pngOf } from '../testing/pictures.ts'
import { createHostedInputs } from './hostedInputs.ts'
import { createPictureStore } from './pictureStore.ts'

const base = 'http://127.0.0.1:1234'
const done = { phase: 'completed', startedAt: 1, finishedAt: 2, error: null } as const

function setUp(maxBytes = 1024 ** 3) {
  const requests = new Map<string, PracticeRequest>()
  const inputs = createHostedInputs(null)
  const pictures = createPictureStore({
    inputs,
    maxBytes,
    find: (requestId) => requests.get(requestId) ?? null,
    schemaOf: (modelId) =>
      Object.values(testEndpoints).find((endpoint) => endpoint.modelId === modelId)?.input.properties ?? null,
  })
  const request = (
    requestId: string,
    endpoint: keyof typeof testEndpoints,
    input: RequestInput,
  ): PracticeRequest => {
    const made = { requestId, modelId: testEndpoints[endpoint].modelId, acceptedAt: 0, input, state: done }
    requests.set(requestId, made)
    return made
  }
  return { pictures, inputs, request, requests }
}

test('a stored picture is the same as one drawn again', async () => {
  const [one, other] = [setUp(), setUp()]
  const input = { prompt: 'hills', num_images: 2 }
  const first = one.request('a', 'text', input)
  await one.pictures.drawAll(first)
  const original = await one.pictures.open(first, 1)
  expect(await one.pictures.open(first, 1)).toBe(original)
  const redrawn = await other.pictures.open(other.request('a', 'text', input), 1)
  expect(redrawn.bytes.equals(original.bytes)).toBe(true)
})

test('when there are too many, the oldest are dropped and drawn again', async () => {
  const { pictures, request } = setUp(1)
  const first = request('a', 'text', { prompt: 'hills' })
  const drawn = await pictures.open(first, 0)
  await pictures.open(request('b', 'text', { prompt: 'sea' }), 0)
  const again = await pictures.open(first, 0)
  expect(again).not.toBe(drawn)
  expect(again).toEqual(drawn)
})

test('an output of this engine is an input to another request, whatever the port was', async () => {
  const { pictures, request } = setUp()
  const first = request('a', 'text', { prompt: 'hills' })
  const drawn = await pictures.open(first, 0)
  for (const image_url of [`${base}/outputs/a/0.png`, 'http://localhost:99/outputs/a/0.png']) {
    const second = request(image_url, 'image', { prompt: 'sea', image_url, strength: 0 })
    expect(distance(await decode((await pictures.open(second, 0)).bytes), await decode(drawn.bytes))).toBe(0)
  }
})

test('a hosted input is opened by its address', async () => {
  const { pictures, inputs, request } = setUp()
  const scene = discScene(64, 48)
  const image_url = `${base}/inputs/${inputs.save(await pngOf(scene), 'image/png')}`
  const drawn = await pictures.open(request('a', 'image', { prompt: 'sea', image_url, strength: 0 }), 0)
  expect(distance(await decode(drawn.bytes), scene)).toBe(0)
})

test.each([
  ['a request that is not known', `${base}/outputs/z/0.png`],
  ['a picture beyond the last', `${base}/outputs/a/7.png`],
  ['another address of this engine', `${base}/practice/ledger`],
  ['an input that is gone', `${base}/inputs/${'0'.repeat(64)}.png`],
])('%s is not there', async (_name, image_url) => {
  const { pictures, request } = setUp()
  request('a', 'text', { prompt: 'hills' })
  const withImage = request('b', 'image', { prompt: 'sea', image_url })
  await expect(pictures.drawAll(withImage)).rejects.toThrow('is not there or no longer there')
})

test('the output of a request that failed is not there', async () => {
  const { pictures, request, requests } = setUp()
  const failed = request('a', 'text', { prompt: 'hills' })
  requests.set('a', { ...failed, state: { ...done, error: 'no' } })
  await expect(
    pictures.drawAll(request('b', 'image', { prompt: 'sea', image_url: `${base}/outputs/a/0.png` })),
  ).rejects.toThrow('not there')
})

test('a random seed is chosen by the request, once', async () => {
  const { pictures, request } = setUp()
  const seed = (requestId: string): number | undefined =>
    pictures.orderOf(request(requestId, 'sized', { prompt: 'a' }))?.subject.seed
  expect(seed('a')).toBe(seed('a'))
  expect(seed('a')).not.toBe(seed('b'))
})

test('what an endpoint that is not served would draw is not known', async () => {
  const { pictures, request } = setUp()
  const foreign = { ...request('a', 'text', { prompt: 'a' }), modelId: 'none/such' }
  expect(pictures.orderOf(foreign)).toBeNull()
  await expect(pictures.open(foreign, 0)).rejects.toThrow('not served')
})
