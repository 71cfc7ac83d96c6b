import { expect, test } from 'vitest'
import { httpAnswer, jsonAnswer } from '#main/network/rawServer.ts'
import type { FalCatalogueQuery } from './catalogue.ts'
import { listFalEndpoints } from './catalogue.ts'
import { createFalSend } from './client.ts'
import { failure, talk } from './clientFixture.ts'

const line = (query = '', cursor = ''): string =>
  `GET /v1/models?${query}status=active&limit=40&expand=openapi-3.0${cursor === '' ? '' : `&cursor=${cursor}`}`

const model = (endpoint_id: string) => ({
  endpoint_id,
  metadata: { display_name: endpoint_id, category: 'vision' },
  openapi: {
    paths: {
      [`/${endpoint_id}`]: {
        post: {
          requestBody: {
            content: {
              'application/json': {
                schema: { type: 'object', properties: { prompt: { type: 'string' } } },
              },
            },
          },
        },
      },
    },
  },
})

async function list(answers: Readonly<Record<string, string>>, query: FalCatalogueQuery = {}) {
  const { egress, server, requested } = await talk(answers)
  const all = async (): Promise<readonly string[]> => {
    const ids: string[] = []
    const send = createFalSend({ now: () => 0 })
    for await (const { modelId } of listFalEndpoints({ egress, send }, query)) ids.push(modelId)
    return ids
  }
  return { endpoints: all(), server, requested }
}

test('the catalogue is read page after page, without the key, and what cannot be read is left out', async () => {
  const { endpoints, server } = await list({
    [line()]: jsonAnswer(200, {
      models: [model('a/one'), 7, { endpoint_id: 'a/none', openapi: { error: 'no' } }],
      has_more: true,
      next_cursor: 'c1',
    }),
    [line('', 'c1')]: jsonAnswer(200, { models: [model('a/two')], has_more: false, next_cursor: null }),
  })
  expect(await endpoints).toEqual(['a/one', 'a/two'])
  expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual([undefined, undefined])
})

test('it can be searched', async () => {
  const { endpoints } = await list(
    { [line('q=wan+video&category=image-to-video&')]: jsonAnswer(200, { models: [model('a/one')] }) },
    { search: 'wan video', category: 'image-to-video' },
  )
  expect(await endpoints).toEqual(['a/one'])
})

test('a cursor that leads back to itself ends it', async () => {
  const more = { models: [model('a/one')], has_more: true, next_cursor: 'c1' }
  const { endpoints, requested } = await list({
    [line()]: jsonAnswer(200, more),
    [line('', 'c1')]: jsonAnswer(200, more),
  })
  expect(await endpoints).toEqual(['a/one', 'a/one'])
  expect(requested()).toHaveLength(2)
})

test.each([
  ['no catalogue', jsonAnswer(200, { hello: 1 }), 'engine.failed'],
  ['an HTML page', httpAnswer(200, { 'content-length': 6 }, '<html>'), 'engine.failed'],
  ['too much to do', jsonAnswer(429, {}), 'engine.busy'],
])('%s is a failure', async (_, answer, code) => {
  const { endpoints } = await list({ [line()]: answer })
  expect((await failure(endpoints)).code).toBe(code)
})
