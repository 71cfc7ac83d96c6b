import { onTestFinished, expect, test } from 'vitest'
import { startPractice } from '#main/practice/practice.ts'
import type { Practice } from '#main/practice/practice.ts'
import { send } from '../plainClient.ts'
import type { Sent } from '../plainClient.ts'
import { dataUri, samplePicture } from '../samples.ts'
import { published } from './schemas.ts'
import { startStrictFal } from './server.ts'
import type { StrictFal } from './server.ts'

// The practice engine and this server were written from the same documentation, apart from each other. What a client
// sees of both must have one form: otherwise a client that works with one of them might not work with the real one.

const key = 'fal-test-parity'
const auth = { authorization: `Key ${key}` }
const json = { ...auth, 'content-type': 'application/json' }
const flux = 'fal-ai/flux/dev'
const wan = 'fal-ai/wan-i2v'

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** One of the two servers, and what lets its requests go on. */
interface Server {
  readonly url: string
  /** Lets a request come to its end, as far as the status says so. */
  finish(statusUrl: string): Promise<Answer>
}

async function call(url: string, sent: Sent = {}): Promise<Answer> {
  const { status, bytes } = await send(url, { headers: auth, ...sent })
  const text = bytes.toString()
  return { status, body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {} }
}

const post = (url: string, body: unknown): Promise<Answer> =>
  call(url, { method: 'POST', headers: json, body: JSON.stringify(body) })

async function startBoth(): Promise<readonly [strict: Server & StrictFal, practice: Server & Practice]> {
  let time = 0
  const strict = await startStrictFal({
    key,
    schemas: published,
    completeAfterPolls: 0,
    now: () => (time += 100),
  })
  const endpoints = [...published].map(([modelId, { input, category, output }]) => ({
    modelId,
    title: modelId,
    category,
    input,
    outputs: [output],
  }))
  const practice = await startPractice({ api: 'fal', endpoints, token: key, pace: 'fast' })
  onTestFinished(() => strict.close())
  onTestFinished(() => practice.close())
  const finish = async (statusUrl: string): Promise<Answer> => {
    await practice.reached({ state: 'completed' })
    return call(statusUrl)
  }
  return [
    { ...strict, finish: (statusUrl) => call(statusUrl) },
    { ...practice, finish },
  ]
}

/** The fields of a value, and the types of theirs, without what they are: the form of an answer. */
function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [formOf(value[0])]
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  const entries = Object.entries(value).map(([name, item]) => [name, formOf(item)] as const)
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

const form = ({ status, body }: Answer) => ({ status, body: formOf(body) })

async function life(server: Server, endpoint: string, input: object) {
  const submitted = await post(`${server.url}/${endpoint}`, input)
  const { status_url, response_url, cancel_url } = submitted.body
  const status = await server.finish(String(status_url))
  const result = await call(String(response_url))
  const cancelled = await call(String(cancel_url), { method: 'PUT' })
  const paths = [status_url, response_url, cancel_url].map((url) =>
    String(url)
      .replace(server.url, '')
      .replace(/[0-9a-f-]{36}/, '<id>'),
  )
  return { submitted, status, result, cancelled, paths }
}

/** `logs` and `metrics` are answered in any form that suits the server. */
const trimmed = ({ body, ...answer }: Answer): Answer => {
  const { logs: _logs, metrics: _metrics, ...rest } = body
  return { ...answer, body: rest }
}

test.each([
  ['pictures', flux, { prompt: 'a kite', num_images: 2, image_size: 'square', seed: 4 }],
  ['a video', wan, { prompt: 'a turn', image_url: 'https://pictures.example.com/a.png' }],
  ['nothing, as its input is wrong', flux, { prompt: 7 }],
])('a request that makes %s is answered in one form', async (_what, endpoint, input) => {
  const [strict, practice] = await Promise.all(
    (await startBoth()).map(async (server) => life(server, endpoint, input)),
  )
  if (strict === undefined || practice === undefined) throw new Error('no servers')
  const formsOf = (seen: typeof strict) => ({
    submitted: form(seen.submitted),
    status: form(trimmed(seen.status)),
    cancelled: form(seen.cancelled),
    paths: seen.paths,
    status_of_result: seen.result.status,
  })
  expect(formsOf(practice)).toEqual(formsOf(strict))
  // The practice engine returns more than what is documented of every output, and never less.
  const wanted = formOf(withoutFreeParts(strict.result.body))
  expect(formOf(withoutFreeParts(practice.result.body))).toMatchObject(wanted as object)
})

/** Timings are the model's own matter. */
const withoutFreeParts = ({ timings: _timings, ...body }: Answer['body']): Answer['body'] => body

test.each<[what: string, path: (url: string) => string, sent: Sent]>([
  ['an unknown endpoint', (url) => `${url}/fal-ai/none`, { method: 'POST', headers: json, body: '{}' }],
  [
    'no key',
    (url) => `${url}/${flux}`,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
  ],
  [
    'another key',
    (url) => `${url}/${flux}`,
    { method: 'POST', headers: { ...json, authorization: 'Key x' }, body: '{}' },
  ],
  [
    'another content type',
    (url) => `${url}/${flux}`,
    { method: 'POST', headers: { ...auth, 'content-type': 'text/plain' }, body: '{}' },
  ],
  ['no JSON', (url) => `${url}/${flux}`, { method: 'POST', headers: json, body: '{' }],
  [
    'wrong tags',
    (url) => `${url}/${flux}`,
    { method: 'POST', headers: { ...json, 'x-fal-tags': 'a' }, body: '{"prompt":"a"}' },
  ],
  [
    'an unknown request',
    (url) => `${url}/fal-ai/flux/requests/0b6b6a3e-0000-4000-8000-000000000000/status`,
    {},
  ],
  [
    'a cancel by POST',
    (url) => `${url}/fal-ai/flux/requests/0b6b6a3e-0000-4000-8000-000000000000/cancel`,
    { method: 'POST', headers: json, body: '{}' },
  ],
  [
    'an upload elsewhere',
    (url) => `${url}/storage/upload/initiate`,
    { method: 'POST', headers: json, body: '{}' },
  ],
  ['too long a page', (url) => `${url}/v1/models?limit=101`, {}],
  ['a list of all requests', (url) => `${url}/v1/models/requests/by-endpoint`, {}],
  ['a file that is none', (url) => `${url}/v1/nothing`, {}],
])('%s is refused with one status', async (_what, path, sent) => {
  const servers = await startBoth()
  const [strict, practice] = await Promise.all(servers.map(async ({ url }) => call(path(url), sent)))
  expect(practice?.status).toBe(strict?.status)
})

test('a stored file, prices, the catalogue and the list of requests have one form', async () => {
  const picture = await samplePicture()
  const forms = await Promise.all(
    (await startBoth()).map(async (server) => {
      const { url } = server
      const about = { content_type: 'image/png', file_name: 'a.png' }
      const begun = await post(`${url}/storage/upload/initiate?storage_type=fal-cdn-v3`, about)
      const uploadUrl = String(begun.body['upload_url'])
      const headers = { 'content-type': 'image/png' }
      const put = (await call(uploadUrl, { method: 'PUT', headers, body: picture })).status
      const again = (await call(uploadUrl, { method: 'PUT', headers, body: picture })).status
      const withKey = await call(uploadUrl, {
        method: 'PUT',
        headers: { ...headers, ...auth },
        body: picture,
      })
      const seen = await life(server, wan, { prompt: 'a', image_url: String(begun.body['file_url']) })
      const prices = await call(`${url}/v1/models/pricing?endpoint_id=${flux},${wan}`)
      const models = await call(`${url}/v1/models?limit=2`, { headers: {} })
      const listed = await call(`${url}/v1/models/requests/by-endpoint?endpoint_id=${wan}&expand=payloads`)
      const [item] = listed.body['items'] as readonly Readonly<Record<string, unknown>>[]
      return {
        begun: form(begun),
        put,
        again,
        isRefused: withKey.status >= 400,
        result: seen.result.status,
        prices: form(prices),
        models: Object.keys((models.body['models'] as readonly object[])[0] ?? {}),
        pages: [typeof models.body['next_cursor'], models.body['has_more']],
        listed: [typeof item?.['request_id'], formOf(item?.['json_input']), listed.body['has_more']],
      }
    }),
  )
  expect(forms[1]).toEqual(forms[0])
})

test('an input in a data URI is listed as it was sent', async () => {
  const input = { prompt: 'a turn', image_url: dataUri(await samplePicture()) }
  const listed = await Promise.all(
    (await startBoth()).map(async (server) => {
      await post(`${server.url}/${wan}`, input)
      const { body } = await call(
        `${server.url}/v1/models/requests/by-endpoint?endpoint_id=${wan}&expand=payloads`,
      )
      return (body['items'] as readonly { readonly json_input: unknown }[]).map(
        ({ json_input }) => json_input,
      )
    }),
  )
  expect(listed).toEqual([[input], [input]])
})
