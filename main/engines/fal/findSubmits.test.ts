import { expect, test } from 'vitest'
import { httpAnswer, jsonAnswer } from '#main/network/rawServer.ts'
import { failure, talk } from './clientFixture.ts'

const query = { modelId: 'fal-ai/flux/dev', since: Date.parse('2026-11-30T12:00:00Z') }
const lineOf = (cursor?: string): string =>
  `GET /v1/models/requests/by-endpoint?endpoint_id=fal-ai%2Fflux%2Fdev&start=2026-11-30T12%3A00%3A00.000Z&limit=100&expand=payloads${cursor === undefined ? '' : `&cursor=${cursor}`}`

test('the requests of an endpoint are listed with their inputs, page after page', async () => {
  const { client } = await talk({
    [lineOf()]: jsonAnswer(200, {
      items: [
        {
          request_id: 'r1',
          endpoint_id: 'fal-ai/flux/dev',
          started_at: '2026-11-30T12:00:09Z',
          sent_at: '2026-11-30T12:00:01Z',
          json_input: { prompt: 'a' },
          json_output: {},
        },
      ],
      has_more: true,
      next_cursor: 'Mg==',
    }),
    [lineOf('Mg%3D%3D')]: jsonAnswer(200, {
      items: [{ request_id: 'r2', started_at: '2026-11-30T12:00:09Z', tags: { patchbay: 'job-1' } }],
      has_more: false,
    }),
  })
  expect(await client.findSubmits(query)).toEqual([
    { requestId: 'r1', at: query.since + 1000, input: { prompt: 'a' }, marker: null },
    { requestId: 'r2', at: query.since + 9000, input: null, marker: 'job-1' },
  ])
})

test('what cannot be read, or belongs to another endpoint, is left out', async () => {
  const { client } = await talk({
    [lineOf()]: jsonAnswer(200, {
      items: [
        { request_id: '../r1' },
        7,
        { request_id: 'r2', endpoint_id: 'fal-ai/flux/schnell' },
        { request_id: 'r3', started_at: 'yesterday', json_input: 'x', tags: [] },
      ],
    }),
  })
  expect(await client.findSubmits(query)).toEqual([{ requestId: 'r3', at: null, input: 'x', marker: null }])
})

test('a listing that never ends is read in part', async () => {
  const more = { items: [{ request_id: 'r1' }], has_more: true }
  const pages = Array.from({ length: 20 }, (_, page): readonly [string, string] => [
    lineOf(page === 0 ? undefined : `c${page}`),
    jsonAnswer(200, { ...more, next_cursor: `c${page + 1}` }),
  ])
  const { client, requested } = await talk(Object.fromEntries<string>(pages))
  await client.findSubmits(query)
  expect(requested()).toHaveLength(10)
})

test('a listing that fails is named as what it is', async () => {
  const { client } = await talk({ [lineOf()]: jsonAnswer(503, {}) })
  expect((await failure(client.findSubmits(query))).message).toContain('the listing call')
})

test.each([
  ['no listing', jsonAnswer(200, { hello: 1 }), 'engine.failed'],
  ['an HTML page', httpAnswer(200, { 'content-length': 6 }, '<html>'), 'engine.failed'],
  ['a no', jsonAnswer(401, {}), 'account.key'],
  ['too much to do', jsonAnswer(429, {}), 'engine.busy'],
])('%s is a failure, and no proof', async (_, answer, code) => {
  const { client } = await talk({ [lineOf()]: answer })
  expect((await failure(client.findSubmits(query))).code).toBe(code)
})
