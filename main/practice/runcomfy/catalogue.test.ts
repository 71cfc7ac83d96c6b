import { expect, test } from 'vitest'
import { testEndpoints } from '../testing/endpoints.ts'
import { answerModels } from './catalogue.ts'

const endpoints = Object.values(testEndpoints)

interface Listed {
  readonly models: readonly { readonly model_id: string; readonly input_schema?: unknown }[]
  readonly total: number
}

function list(query: string): Listed {
  // The shape is what these tests are about.
  return JSON.parse(
    Buffer.from(answerModels(endpoints, { kind: 'list' }, new URLSearchParams(query)).body).toString(),
  ) as Listed
}
const ids = (query: string): readonly string[] => list(query).models.map((model) => model.model_id)

test('an entry describes the endpoint and its cost', () => {
  expect(list('limit=1')).toEqual({
    models: [
      {
        model_id: 'atelier/text',
        display_name: 'Painter',
        categories: ['Text to image'],
        kind: 'image',
        base_price_usd: 0.005,
        price_unit: 'image',
        pricing_note: 'Invented: the practice engine costs nothing.',
      },
    ],
    total: 6,
  })
})

test.each([
  [
    '',
    6,
    [
      'atelier/text',
      'atelier/image',
      'atelier/text/inpaint',
      'atelier/control',
      'atelier/several',
      'atelier/sized',
    ],
  ],
  ['search=INPAINT', 1, ['atelier/text/inpaint']],
  ['search=mender', 1, ['atelier/text/inpaint']],
  ['category=text to image', 2, ['atelier/text', 'atelier/sized']],
  ['limit=2&offset=1', 6, ['atelier/image', 'atelier/text/inpaint']],
  ['offset=9', 6, []],
  ['kind=video', 0, []],
  ['kind=image&limit=1', 6, ['atelier/text']],
])('a list for "%s"', (query, total, expected) => {
  expect([list(query).total, ids(query)]).toEqual([total, expected])
})

test('schemas are returned only on request', () => {
  expect(list('limit=1').models[0]).not.toHaveProperty('input_schema')
  expect(list('limit=1&include_schema=true').models[0]?.input_schema).toEqual(testEndpoints.text.input)
})

test.each(['limit=0', 'limit=x', 'limit=201', 'offset=-1'])('%s is refused by name', (query) => {
  const answer = answerModels(endpoints, { kind: 'list' }, new URLSearchParams(query))
  expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([
    422,
    expect.stringContaining(query.split('=')[0] ?? ''),
  ])
})

test('one endpoint is returned with its schema, one that is not served is not found', () => {
  const one = answerModels(endpoints, { kind: 'one', modelId: 'atelier/sized' }, new URLSearchParams())
  expect(JSON.parse(Buffer.from(one.body).toString())).toMatchObject({
    model_id: 'atelier/sized',
    input_schema: testEndpoints.sized.input,
  })
  expect(answerModels(endpoints, { kind: 'one', modelId: 'none' }, new URLSearchParams()).status).toBe(404)
})

test('each category is listed once', () => {
  const answer = answerModels(endpoints, { kind: 'categories' }, new URLSearchParams())
  expect(JSON.parse(Buffer.from(answer.body).toString())).toEqual({
    categories: ['ControlNet', 'Image to image', 'Inpainting', 'Text to image'],
  })
})
