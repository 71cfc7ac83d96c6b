import sharp from 'sharp'
import { expect, test } from 'vitest'
import { dataUri, samplePicture } from '../samples.ts'
import { send } from '../plainClient.ts'
import { json, key, move, paint, startCalls } from './startCalls.ts'

test('a request goes from the queue to pictures of the requested size, number and format', async () => {
  const { strict, call, submit, poll } = await startCalls({ completeAfterPolls: 3, queuedPolls: 2 })
  const input = {
    prompt: 'a kite',
    num_images: 2,
    image_size: { width: 96, height: 64 },
    output_format: 'png',
  }
  const { request_id: id, status_url, response_url } = await submit(input)
  expect([status_url, response_url]).toEqual([
    `${strict.url}/${paint}/requests/${id}/status`,
    `${strict.url}/${paint}/requests/${id}`,
  ])
  const seen = []
  for (let turn = 0; turn < 4; turn += 1) seen.push(await poll(status_url))
  expect(seen.map(({ status, json: body }) => [status, body])).toMatchObject([
    [202, { status: 'IN_QUEUE', queue_position: 1 }],
    [202, { status: 'IN_QUEUE', queue_position: 0 }],
    [202, { status: 'IN_PROGRESS' }],
    [200, { status: 'COMPLETED', metrics: { inference_time: 1.5 } }],
  ])
  const { images } = (await call(response_url)).json as { images: { url: string }[] }
  const file = (index: number) => `${strict.url}/files/${id}-${index}.png`
  expect(images).toMatchObject([0, 1].map((at) => ({ url: file(at), content_type: 'image/png', width: 96 })))
  const pictures = await Promise.all(images.map(({ url }) => send(url)))
  for (const { type, bytes } of pictures) {
    expect(type).toBe('image/png')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 96, height: 64 })
  }
  expect(new Set(pictures.map(({ bytes }) => bytes.toString('base64'))).size).toBe(2)
  expect(strict.violations).toEqual([])
})

test('a video is made of a picture, and its addresses have the owner and the alias alone', async () => {
  const { strict, call, submit, poll } = await startCalls({ completeAfterPolls: 0 })
  const image_url = dataUri(await samplePicture())
  const { request_id: id, status_url, response_url } = await submit({ prompt: 'a turn', image_url }, move)
  expect(response_url).toBe(`${strict.url}/someone/paint/requests/${id}`)
  await poll(status_url)
  const { video } = (await call(response_url)).json as { video: { url: string } }
  const file = await send(video.url)
  expect([file.type, file.bytes.toString('latin1', 4, 8)]).toEqual(['video/mp4', 'ftyp'])
  expect(strict.violations).toEqual([])
})

test('a job that fails is completed, and its result has another status', async () => {
  const error = { status: 422, type: 'content_policy_violation', message: 'refused' }
  const { strict, call, submit, poll } = await startCalls({ completeAfterPolls: 0, failing: () => error })
  const { status_url, response_url } = await submit({ prompt: 'a kite' })
  expect((await poll(status_url)).json).toMatchObject({
    status: 'COMPLETED',
    error: 'refused',
    error_type: 'content_policy_violation',
  })
  expect(await call(response_url)).toMatchObject({
    status: 422,
    json: { detail: [{ msg: 'refused', type: 'content_policy_violation' }] },
  })
  expect(strict.violations).toEqual([])
})

test('a request is cancelled in the queue and at work, and not after its end', async () => {
  const { strict, call, submit, poll } = await startCalls({ completeAfterPolls: 2, queuedPolls: 1 })
  for (const turns of [1, 2]) {
    const { status_url, response_url, cancel_url } = await submit({ prompt: 'a kite', num_images: turns })
    for (let turn = 0; turn < turns; turn += 1) await poll(status_url)
    expect(await call(cancel_url, { method: 'PUT' })).toMatchObject({
      status: 202,
      json: { status: 'CANCELLATION_REQUESTED' },
    })
    expect((await poll(status_url)).json).toMatchObject({ error_type: 'client_cancelled' })
    expect(await call(response_url)).toMatchObject({ status: 499, json: { error_type: 'client_cancelled' } })
    expect((await call(cancel_url, { method: 'PUT' })).status).toBe(400)
  }
  expect(strict.violations).toEqual([])
})

test('a file is stored in one piece, and is an input by its address', async () => {
  const { strict, call, post, submit } = await startCalls()
  const about = { content_type: 'image/png', file_name: 'a.png' }
  const begun = await post('/storage/upload/initiate?storage_type=fal-cdn-v3', about)
  const { upload_url, file_url } = begun.json as { upload_url: string; file_url: string }
  expect(strict.unfinishedUploads()).toBe(1)
  const body = await samplePicture()
  const put = await call(upload_url, { method: 'PUT', headers: { 'content-type': 'image/png' }, body })
  expect([put.status, strict.unfinishedUploads()]).toEqual([200, 0])
  expect((await send(file_url)).bytes.equals(body)).toBe(true)
  await submit({ prompt: 'a turn', image_url: file_url }, move)
  expect(strict.violations).toEqual([])
})

test('a file is stored in parts', async () => {
  const { strict, call, post } = await startCalls()
  const about = { content_type: 'video/mp4', file_name: 'a.mp4' }
  const begun = await post('/storage/upload/initiate-multipart?storage_type=fal-cdn-v3', about)
  const { upload_url, file_url } = begun.json as { upload_url: string; file_url: string }
  const below = (last: string) => upload_url.replace('?', `/${last}?`)
  const parts = []
  for (const [at, body] of ['one', 'two'].entries()) {
    const sent = await call(below(String(at + 1)), { method: 'PUT', headers: {}, body })
    parts.push({ partNumber: at + 1, etag: (sent.json as { etag: string }).etag })
  }
  const headers = { 'content-type': 'application/json' }
  const done = await call(below('complete'), { method: 'POST', headers, body: JSON.stringify({ parts }) })
  expect([done.status, (await send(file_url)).bytes.toString()]).toEqual([200, 'onetwo'])
  expect(strict.violations).toEqual([])
})

test('the catalogue, the prices and the list of requests answer as documented', async () => {
  const { strict, call, submit } = await startCalls()
  const page = (await call('/v1/models?limit=1', { headers: {} })).json
  expect(page).toMatchObject({ models: [{ endpoint_id: paint }], next_cursor: '1', has_more: true })
  const last = (await call('/v1/models?limit=1&cursor=1&expand=openapi-3.0')).json
  expect(last).toMatchObject({
    models: [
      {
        endpoint_id: move,
        openapi: {
          paths: {
            [`/${move}`]: {
              post: {
                requestBody: {
                  content: { 'application/json': { schema: { $ref: '#/components/schemas/EndpointInput' } } },
                },
              },
            },
          },
        },
      },
    ],
    next_cursor: null,
    has_more: false,
  })
  expect((await call(`/v1/models/pricing?endpoint_id=${paint},${move}`)).json).toMatchObject({
    prices: [
      { endpoint_id: paint, unit_price: 0.01, unit: 'images', currency: 'USD' },
      { endpoint_id: move, unit: 'seconds' },
    ],
  })
  const { request_id } = await submit({ prompt: 'a kite' })
  expect(
    (await call(`/v1/models/requests/by-endpoint?endpoint_id=${paint}&expand=payloads`)).json,
  ).toMatchObject({ items: [{ request_id, json_input: { prompt: 'a kite' } }], has_more: false })
  expect(strict.violations).toEqual([])
})

test('the key in a body is recorded', async () => {
  const { submit, broken } = await startCalls()
  await submit({ prompt: `a sign that reads ${key}` })
  expect(broken()).toEqual(['0 key: the key stands in the body'])
})

test('a wrong input is accepted, recorded, and fails', async () => {
  const { submit, poll, call, strict } = await startCalls({ completeAfterPolls: 0 })
  const { status_url, response_url } = await submit({ num_images: 5, size: 'large', image_size: 'huge' })
  await poll(status_url)
  expect((await call(response_url)).status).toBe(422)
  expect(strict.violations.map(({ rule, field }) => `${rule} ${String(field)}`)).toEqual(
    expect.arrayContaining(['input prompt', 'input num_images', 'input size', 'input image_size']),
  )
  expect(new Set(strict.violations.map(({ rule }) => rule))).toEqual(new Set(['input']))
})

test.each([
  ['file:///etc/passwd', 'is a file: URL, https: is asked for'],
  ['http://127.0.0.1:1/a.png', 'is a http: URL, https: is asked for'],
  ['data:image/png;base64,AAAA', 'does not decode as a picture'],
])('the picture %s is recorded', async (image_url, message) => {
  const { submit, broken } = await startCalls()
  await submit({ prompt: 'a turn', image_url }, move)
  expect(broken()).toEqual([`0 input: ${message}`])
})

test('a file of the server that is not there is recorded', async () => {
  const { strict, submit, broken } = await startCalls()
  await submit({ prompt: 'a turn', image_url: `${strict.url}/files/none.png` }, move)
  expect(broken()).toEqual(['0 input: names a file of this server that is not there'])
})

test('a body that is no JSON is refused', async () => {
  const { call, strict } = await startCalls()
  const { status } = await call(`/${paint}`, { method: 'POST', headers: json, body: '{' })
  expect([status, strict.violations.map(({ rule }) => rule)]).toEqual([400, ['body']])
})
