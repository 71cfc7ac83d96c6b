import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { clearEngines, newFolder } from '../testing/engines.ts'
import type { Reply } from '../testing/caller.ts'
import { createCaller } from '../testing/caller.ts'
import { falEndpoints, startFal } from '../testing/falCaller.ts'
import { dataUri, decode, discScene, distance, pngOf } from '../testing/pictures.ts'

afterEach(clearEngines)

const text = falEndpoints.text.modelId
const film = falEndpoints.film.modelId
const image = falEndpoints.image.modelId
const ids = Object.values(falEndpoints).map(({ modelId }) => modelId)

interface Listed {
  readonly models: readonly { readonly endpoint_id: string; readonly openapi?: Openapi }[]
  readonly next_cursor: string | null
  readonly has_more: boolean
}

// The shapes are what these tests are about.
const listed = ({ bytes }: Reply): Listed => JSON.parse(bytes.toString()) as Listed

interface Openapi {
  readonly paths: { readonly [path: string]: { readonly post?: { readonly requestBody: object } } }
  readonly components: { readonly schemas: { readonly [name: string]: unknown } }
}

describe('the catalogue', () => {
  test('is read page by page, without a key', async () => {
    const { practice } = await startFal({ token: 'secret' })
    const { get } = createCaller(practice.url)
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; page < 4; page += 1) {
      const { models, next_cursor, has_more } = listed(await get(`/v1/models?limit=3${cursor}`))
      seen.push(...models.map(({ endpoint_id }) => endpoint_id))
      expect(has_more).toBe(next_cursor !== null)
      if (next_cursor === null) break
      cursor = `&cursor=${next_cursor}`
    }
    expect(seen).toEqual(ids)
  })

  test.each([
    ['q=mover', [film]],
    ['category=text-to-image', [text, falEndpoints.sized.modelId]],
    [`endpoint_id=${text}&endpoint_id=${film}`, [text, film]],
    [`endpoint_id=${text},${film}`, [text, film]],
    ['status=deprecated', []],
  ])('is searched by %s', async (query, expected) => {
    const { fal } = await startFal()
    const { models } = listed(await fal.call('GET', `/v1/models?${query}`))
    expect(models.map(({ endpoint_id }) => endpoint_id)).toEqual(expected)
  })

  test('has the schemas when they are asked for, found through the body of the path', async () => {
    const { fal } = await startFal()
    const { models } = listed(await fal.call('GET', `/v1/models?endpoint_id=${text}&expand=openapi-3.0`))
    const openapi = models[0]?.openapi
    expect(openapi?.paths[`/${text}`]?.post?.requestBody).toEqual({
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/QueueInput' } } },
    })
    expect(openapi?.components.schemas['QueueInput']).toEqual(falEndpoints.text.input)
    const single = await fal.call('GET', `/api/openapi/queue/openapi.json?endpoint_id=${text}`)
    expect(single.json).toEqual(openapi)
  })

  test.each([
    ['limit=0', 400],
    ['limit=101', 400],
    ['cursor=x', 400],
    ['status=new', 400],
    ['expand=all', 400],
    ['endpoint_id=no/such', 404],
    [`endpoint_id=${Array.from({ length: 51 }, () => text).join()}`, 400],
  ])('refuses %s with %i', async (query, status) => {
    const { fal } = await startFal()
    const reply = await fal.call('GET', `/v1/models?${query}`)
    expect([reply.status, reply.json['error']]).toEqual([
      status,
      { type: status === 404 ? 'not_found' : 'validation_error', message: expect.any(String) },
    ])
  })
})

describe('prices', () => {
  test('are per image or per second of video', async () => {
    const { fal } = await startFal()
    expect((await fal.call('GET', `/v1/models/pricing?endpoint_id=${text},${film}`)).json).toEqual({
      prices: [
        { endpoint_id: text, unit_price: 0.005, unit: 'images', currency: 'USD' },
        { endpoint_id: film, unit_price: 0.02, unit: 'seconds', currency: 'USD' },
      ],
      next_cursor: null,
      has_more: false,
    })
  })

  test.each([
    ['historical_api_price', 'call_quantity'],
    ['unit_price', 'unit_quantity'],
  ])('are estimated by %s', async (estimate_type, quantity) => {
    const { fal } = await startFal()
    const endpoints = { [text]: { [quantity]: 10 }, [film]: { [quantity]: 5 } }
    const reply = await fal.call('POST', '/v1/models/pricing/estimate', { estimate_type, endpoints })
    expect(reply.json).toEqual({ estimate_type, total_cost: 0.15, currency: 'USD' })
  })

  test('of unknown endpoints, and malformed estimates, are refused', async () => {
    const { fal } = await startFal()
    const statuses = await Promise.all([
      fal.call('GET', '/v1/models/pricing'),
      fal.call('GET', '/v1/models/pricing?endpoint_id=no/such'),
      fal.call('POST', '/v1/models/pricing/estimate', { endpoints: {} }),
      fal.call('POST', '/v1/models/pricing/estimate', {
        estimate_type: 'unit_price',
        endpoints: { 'no/such': { unit_quantity: 1 } },
      }),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([400, 404, 400, 404])
  })
})

describe('the list of requests', () => {
  interface Items {
    readonly items: readonly { readonly request_id: string; readonly [name: string]: unknown }[]
    readonly next_cursor: string | null
  }
  const itemsOf = ({ bytes }: Reply): Items => JSON.parse(bytes.toString()) as Items
  const path = `/v1/models/requests/by-endpoint?endpoint_id=${image}`

  test('has a request with exactly the input that was submitted, from its acceptance on', async () => {
    const { practice, fal } = await startFal()
    practice.hold({ state: 'in_queue' })
    const input = { prompt: 'a', image_url: dataUri(await pngOf(discScene(40, 30))) }
    const { id } = await fal.submit(image, input)
    await fal.submit(text, { prompt: 'of another endpoint' })
    const { items } = itemsOf(await fal.call('GET', `${path}&expand=payloads`))
    expect(items).toEqual([
      {
        request_id: id,
        endpoint_id: image,
        sent_at: expect.any(String),
        started_at: null,
        ended_at: null,
        status_code: null,
        duration: null,
        json_input: input,
        json_output: null,
      },
    ])
    expect(JSON.stringify(practice.ledger)).not.toContain(input.image_url)
  })

  test('has outputs and states, the latest first, and is filtered and paged', async () => {
    const { practice, fal } = await startFal({
      faults: [{ what: 'fail', call: 'submit', status: 504, type: 'request_timeout' }],
    })
    const failed = (await fal.run(text, { prompt: 'first' })).links.id
    const done = (await fal.run(text, { prompt: 'second' })).links.id
    const list = async (query: string): Promise<Items> =>
      itemsOf(await fal.call('GET', `/v1/models/requests/by-endpoint?endpoint_id=${text}${query}`))
    const idsOf = async (query: string) => (await list(query)).items.map(({ request_id }) => request_id)
    expect(await idsOf('')).toEqual([done, failed])
    expect((await list('')).items[0]).not.toHaveProperty('json_input')
    expect((await list('&expand=payloads')).items[0]).toMatchObject({
      status_code: 200,
      json_input: { prompt: 'second' },
      json_output: { prompt: 'second' },
    })
    expect(await idsOf('&status=success')).toEqual([done])
    expect(await idsOf('&status=error')).toEqual([failed])
    expect(await idsOf('&status=user_error')).toEqual([])
    expect(await idsOf(`&request_id=${failed}`)).toEqual([failed])
    expect(await idsOf(`&start=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([])
    const { next_cursor } = await list('&limit=1')
    expect(await idsOf(`&limit=1&cursor=${next_cursor}`)).toEqual([failed])
    expect(practice.ledger).toHaveLength(2)
  })

  test('can have only requests that have ended', async () => {
    const { practice, fal } = await startFal({ capabilities: { listing: 'ended' } })
    practice.hold({ state: 'in_queue' })
    const { id } = await fal.submit(image, { prompt: 'a', image_url: 'https://a/b.png' })
    expect((await fal.call('GET', path)).json['items']).toEqual([])
    practice.release()
    await practice.reached({ state: 'completed' })
    expect((await fal.call('GET', path)).json['items']).toMatchObject([{ request_id: id }])
  })

  test.each(['', '?endpoint_id=a&start=today', '?endpoint_id=a&status=new', '?endpoint_id=a&expand=all'])(
    'refuses the query %j',
    async (query) => {
      const { fal } = await startFal()
      expect((await fal.call('GET', `/v1/models/requests/by-endpoint${query}`)).status).toBe(400)
    },
  )
})

describe('the storage', () => {
  const initiate = '/storage/upload/initiate?storage_type=fal-cdn-v3'
  const multipart = '/storage/upload/initiate-multipart?storage_type=fal-cdn-v3'
  const about = { content_type: 'image/png', file_name: 'scene.png' }
  const scene = discScene(64, 48)

  async function begin(address: string) {
    const folder = newFolder()
    const { practice, fal } = await startFal({ token: 'secret', folder })
    const { send, get } = createCaller(practice.url)
    const { upload_url, file_url } = (await fal.call('POST', address, about)).json
    const put = async (url: string, body: Uint8Array, headers = {}) =>
      send(url, {
        method: 'PUT',
        body: Buffer.from(body),
        headers: { 'content-type': 'image/png', ...headers },
      })
    return { fal, send, get, put, uploadUrl: String(upload_url), fileUrl: String(file_url) }
  }
  const partOf = (address: string, last: string): string => {
    const url = new URL(address)
    url.pathname += `/${last}`
    return url.href
  }

  test('has a file at its address once its bytes were sent without the key, as an input', async () => {
    const { fal, get, put, uploadUrl, fileUrl } = await begin(initiate)
    const bytes = await pngOf(scene)
    expect((await get(fileUrl)).status).toBe(404)
    expect((await put(uploadUrl, bytes, { authorization: 'Key secret' })).status).toBe(400)
    expect((await put(uploadUrl, bytes, { 'content-type': 'image/jpeg' })).status).toBe(400)
    expect((await put(uploadUrl, bytes)).status).toBe(200)
    expect((await put(uploadUrl, bytes)).status).toBe(409)
    const stored = await get(fileUrl)
    expect([stored.headers.get('content-type'), stored.bytes.equals(bytes)]).toEqual(['image/png', true])
    const { reply } = await fal.run(image, { prompt: 'x', image_url: fileUrl, strength: 0 })
    const { images } = reply.json as { readonly images: readonly { readonly url: string }[] }
    const picture = await decode((await get(images[0]?.url ?? '')).bytes)
    expect(distance(picture, scene)).toBe(0)
  })

  test('puts a large file together from its parts', async () => {
    const { send, get, put, uploadUrl, fileUrl } = await begin(multipart)
    const bytes = await pngOf(scene)
    const half = Math.floor(bytes.length / 2)
    const pieces = [bytes.subarray(0, half), bytes.subarray(half)]
    expect((await put(uploadUrl, bytes)).status).toBe(400)
    const parts = []
    for (const [at, piece] of pieces.entries()) {
      const { status, headers } = await put(partOf(uploadUrl, String(at + 1)), piece)
      expect([status, headers.get('etag')]).toEqual([
        200,
        `"${createHash('md5').update(piece).digest('hex')}"`,
      ])
      parts.push({ partNumber: at + 1, etag: headers.get('etag') })
    }
    const complete = async (given: readonly object[]) =>
      send(partOf(uploadUrl, 'complete'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ parts: given }),
      })
    expect((await complete(parts.slice(0, 1))).status).toBe(400)
    expect((await complete(parts)).status).toBe(200)
    expect((await get(fileUrl)).bytes.equals(bytes)).toBe(true)
  })

  test.each([
    ['/storage/upload/initiate', about, 400],
    [initiate, { ...about, size: 1 }, 422],
    [initiate, { content_type: 'image/png' }, 422],
  ])('refuses to begin at %s with %j', async (address, body, status) => {
    const { fal } = await startFal()
    expect((await fal.call('POST', address, body)).status).toBe(status)
  })

  test('refuses an address without its signature, and one that was never given', async () => {
    const { put, uploadUrl } = await begin(initiate)
    expect((await put(uploadUrl.replace(/\?.*/, ''), Buffer.from('x'))).status).toBe(403)
    const [, token = ''] = /uploads\/([0-9a-f]+)/.exec(uploadUrl) ?? []
    expect((await put(uploadUrl.replace(token, '0'.repeat(64)), Buffer.from('x'))).status).toBe(403)
  })
})

test.each([
  ['listing', 'GET', `/v1/models/requests/by-endpoint?endpoint_id=${text}`, null],
  ['quote', 'GET', `/v1/models/pricing?endpoint_id=${text}`, false],
  ['quote', 'POST', '/v1/models/pricing/estimate', false],
  ['upload', 'POST', '/storage/upload/initiate?storage_type=fal-cdn-v3', false],
] as const)('an engine without %s has no %s %s', async (name, method, path, value) => {
  const { fal } = await startFal({ capabilities: { [name]: value } })
  expect((await fal.call(method, path, method === 'POST' ? {} : undefined)).status).toBe(404)
})

test.each([
  ['listing', [503, 200, 200]],
  ['prices', [200, 503, 200]],
  ['upload', [200, 200, 503]],
] as const)('%s can be ordered to fail', async (call, statuses) => {
  const { fal } = await startFal({ faults: [{ what: 'status', call, status: 503 }] })
  const replies = [
    await fal.call('GET', `/v1/models/requests/by-endpoint?endpoint_id=${text}`),
    await fal.call('GET', `/v1/models/pricing?endpoint_id=${text}`),
    await fal.call('POST', '/storage/upload/initiate?storage_type=fal-cdn-v3', {
      content_type: 'image/png',
      file_name: 'a.png',
    }),
  ]
  expect(replies.map(({ status }) => status)).toEqual(statuses)
})
