import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { runcomfyApi } from '../runcomfy/api.ts'
import { json } from './answer.ts'
import { createFakeClock } from '../testing/fakeClock.ts'
import type { FaultOrder } from '../faults/fault.ts'
import { Fault } from '../faults/fault.ts'
import { isCarriedOut, faultResponse } from './faultResponse.ts'

const answer = json({ request_id: 'a', status: 'completed', output: { image: 'http://x/0.png' } })
const text = answer.body.toString()
const made = (order: FaultOrder) =>
  faultResponse(Fault.parse(order), {
    answer,
    address: '/v1/here?a=1',
    base: 'http://practice',
    api: runcomfyApi,
    clock: createFakeClock(),
  })

/** Status, headers and body of an answer that is sent unchanged. */
function responseTo(order: FaultOrder): readonly unknown[] {
  const delivery = made(order)
  if (delivery.kind !== 'answer') return [delivery.kind]
  return [delivery.answer.status, delivery.answer.headers, Buffer.from(delivery.answer.body).toString()]
}

async function gather(order: FaultOrder): Promise<Buffer> {
  const delivery = made(order)
  if (delivery.kind !== 'stream') throw new Error(`it is a ${delivery.kind}`)
  const chunks: Uint8Array[] = []
  for await (const chunk of delivery.chunks) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const asJson = { 'content-type': 'application/json; charset=utf-8' }
const bare = { 'content-type': 'application/json' }

test.each<[FaultOrder, readonly unknown[]]>([
  [{ what: 'status', call: 'submit', status: 503, body: 'busy' }, [503, bare, 'busy']],
  [
    { what: 'status', call: 'submit', status: 200, body: { error_code: 400002 } },
    [200, bare, '{"error_code":400002}'],
  ],
  [{ what: 'status', call: 'submit', status: 204 }, [204, bare, '']],
  [
    { what: 'status', call: 'submit', status: 429, body: null, headers: { 'retry-after': '1e9' } },
    [429, { ...bare, 'retry-after': '1e9' }, '{"error_code":429,"error_message":"This was ordered."}'],
  ],
  [{ what: 'cutOff', call: 'submit' }, [200, asJson, text.slice(0, Math.floor(text.length / 2))]],
  [{ what: 'cutOff', call: 'submit', share: 0 }, [200, asJson, '']],
  [{ what: 'empty', call: 'submit' }, [200, bare, '']],
  [{ what: 'wrongType', call: 'submit' }, [200, { 'content-type': 'text/plain' }, text]],
  [{ what: 'redirect', call: 'submit', to: 'https://b/' }, [307, { location: 'https://b/' }, '']],
  [{ what: 'redirect', call: 'submit', to: 'self', status: 302 }, [302, { location: '/v1/here?a=1' }, '']],
  [{ what: 'word', call: 'status', word: 'warming' }, [200, asJson, text.replace('completed', 'warming')]],
  [{ what: 'duplicateId', call: 'submit' }, [200, asJson, text]],
  [
    { what: 'status', call: 'submit', status: 409, accept: true, names: 'own', body: { error: 'no' } },
    [409, bare, '{"error":"no","request_id":"a"}'],
  ],
  [
    { what: 'status', call: 'submit', status: 500, names: 'unknown', body: {} },
    [500, bare, '{"request_id":"nobody-ever-heard-of-it"}'],
  ],
  [
    { what: 'output', call: 'result', output: null },
    [200, asJson, '{"request_id":"a","status":"completed","output":null}'],
  ],
  [
    {
      what: 'output',
      call: 'result',
      output: { mesh: ['$base/samples/a.glb'], again: '$image' },
      beside: true,
    },
    [
      200,
      asJson,
      '{"request_id":"a","status":"completed","output":{"image":"http://x/0.png","mesh":["http://practice/samples/a.glb"],"again":"http://x/0.png"}}',
    ],
  ],
  [{ what: 'cost', call: 'result', cost: -5 }, [200, asJson, text.replace(/}$/, ',"cost":-5}')]],
  [{ what: 'cost', call: 'result', cost: '1e999' }, [200, asJson, text.replace(/}$/, ',"cost":1e999}')]],
  [
    { what: 'cost', call: 'result', cost: { usd: 1 } },
    [200, asJson, text.replace(/}$/, ',"cost":{"usd":1}}')],
  ],
  [
    { what: 'otherRequest', call: 'result' },
    [200, asJson, text.replace('"request_id":"a"', '"request_id":"somebody-elses"')],
  ],
  [{ what: 'otherType', call: 'result' }, [200, asJson, text.replace('"image"', '"video"')]],
  [
    { what: 'expired', call: 'output' },
    [403, asJson, '{"error_code":403001,"error_message":"This output has expired."}'],
  ],
])('%j', (order, expected) => {
  expect(responseTo(order)).toEqual(expected)
})

test('an HTML page comes with 200', () => {
  expect(responseTo({ what: 'html', call: 'status' })).toEqual([
    200,
    { 'content-type': 'text/html; charset=utf-8' },
    expect.stringContaining('<html>'),
  ])
})

test.each(['video/mp4', 'image/gif', 'image/svg+xml', 'text/html', 'application/octet-stream'] as const)(
  'an output may turn out to be %s',
  (type) => {
    expect(responseTo({ what: 'otherType', call: 'output', type })).toEqual([
      200,
      { 'content-type': type },
      expect.stringMatching(/./),
    ])
  },
)

test.each<[FaultOrder, object]>([
  [
    { what: 'drop', call: 'submit' },
    { kind: 'drop', reset: false },
  ],
  [
    { what: 'dropBefore', call: 'submit', reset: true },
    { kind: 'drop', reset: true },
  ],
  [
    { what: 'slow', call: 'submit', headersMs: 5, byteMs: 7 },
    { kind: 'answer', answer, headersMs: 5, byteMs: 7 },
  ],
  [
    { what: 'lyingLength', call: 'submit', by: 10 },
    { kind: 'answer', answer, declaredLength: text.length + 10, reset: true },
  ],
  [
    { what: 'lyingLength', call: 'submit', by: -10 },
    { kind: 'answer', answer, declaredLength: text.length - 10, reset: false },
  ],
])('%j is delivered as %j', (order, expected) => {
  expect(made(order)).toEqual(expected)
})

test('a huge answer is valid JSON of its size', async () => {
  const bytes = await gather({ what: 'huge', call: 'result', megabytes: 2.5 })
  expect(bytes.length).toBe(2.5 * 1024 * 1024 + 14)
  expect(Object.keys(JSON.parse(bytes.toString()) as object)).toEqual(['padding'])
})

test.each([
  ['gzip', gunzipSync],
  ['br', brotliDecompressSync],
] as const)('a bomb in %s is small and expands to its size', async (encoding, unfold) => {
  const bytes = await gather({ what: 'bomb', call: 'result', megabytes: 4, encoding })
  expect(bytes.length).toBeLessThan(10_000)
  expect(unfold(bytes).length).toBe(4 * 1024 * 1024 + 14)
})

test.each<[FaultOrder, boolean]>([
  [{ what: 'drop', call: 'submit' }, true],
  [{ what: 'drop', call: 'submit', accept: false }, false],
  [{ what: 'dropBefore', call: 'submit' }, false],
  [{ what: 'status', call: 'submit', status: 500 }, false],
  [{ what: 'status', call: 'submit', status: 500, accept: true }, true],
  [{ what: 'cutOff', call: 'submit' }, true],
  [{ what: 'expired', call: 'output' }, false],
])('whether the call is carried out under %j: %j', (order, expected) => {
  expect(isCarriedOut(Fault.parse(order))).toBe(expected)
})
