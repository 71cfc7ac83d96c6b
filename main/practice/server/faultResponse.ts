import { createBrotliCompress, createGzip } from 'node:zlib'
import { Readable } from 'node:stream'
import type { PracticeClock } from '../requests/clock.ts'
import { pause } from '../requests/clock.ts'
import type { Answer } from './answer.ts'
import { json } from './answer.ts'
import type { PracticeApi } from './api.ts'
import type { Body } from './body.ts'
import { asBody, readBody } from './body.ts'
import type { Fault } from '../faults/fault.ts'

/** How an answer is sent, or not. */
export type Delivery =
  | {
      readonly kind: 'answer'
      readonly answer: Answer
      /** The declared Content-Length, if it is wrong. */
      readonly declaredLength?: number
      readonly headersMs?: number
      readonly byteMs?: number
      /** The connection is reset after the body. */
      readonly reset?: boolean
    }
  | { readonly kind: 'stream'; readonly answer: Answer; readonly chunks: AsyncIterable<Uint8Array> }
  | { readonly kind: 'drop'; readonly reset: boolean }
  /** Exactly these bytes, on a connection that stays open. */
  | { readonly kind: 'raw'; readonly bytes: string }

/** The inputs of a faulty response. */
interface FaultContext {
  readonly answer: Answer
  /** The path and query of the call. */
  readonly address: string
  /** Where the engine is reached. */
  readonly base: string
  readonly api: PracticeApi
  readonly clock: PracticeClock
}

type FaultResponses = {
  readonly [what in Fault['what']]: (fault: Extract<Fault, { what: what }>, context: FaultContext) => Delivery
}

const plain = (answer: Answer): Delivery => ({ kind: 'answer', answer })

const html =
  '<!doctype html><html><head><title>Please wait</title></head><body><h1>Please wait</h1></body></html>'

const faultResponses: FaultResponses = {
  status: (fault, { answer, api }) => {
    const body = fault.body ?? readBody(api.fail(fault.status, 'This was ordered.'))
    const named = nameOf(fault.names, answer)
    const text =
      typeof body === 'string'
        ? body
        : JSON.stringify(named === null ? body : { ...asBody(body), request_id: named })
    return plain({
      status: fault.status,
      headers: { 'content-type': 'application/json', ...fault.headers },
      body: Buffer.from(fault.status === 204 || fault.status === 304 ? '' : text),
    })
  },
  drop: (fault) => ({ kind: 'drop', reset: fault.reset }),
  dropBefore: (fault) => ({ kind: 'drop', reset: fault.reset }),
  cutOff: (fault, { answer }) => {
    const body = answer.body.subarray(0, Math.floor(answer.body.length * fault.share))
    const cut = { ...answer, body }
    return fault.reset
      ? { kind: 'answer', answer: cut, declaredLength: answer.body.length, reset: true }
      : plain(cut)
  },
  slow: (fault, { answer }) => ({ kind: 'answer', answer, headersMs: fault.headersMs, byteMs: fault.byteMs }),
  html: () =>
    plain({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(html) }),
  empty: () =>
    plain({ status: 200, headers: { 'content-type': 'application/json' }, body: new Uint8Array() }),
  wrongType: (fault, { answer }) =>
    plain({ ...answer, headers: { ...answer.headers, 'content-type': fault.type } }),
  huge: (fault) => ({ kind: 'stream', answer: json(null), chunks: padding(fault.megabytes) }),
  lyingLength: (fault, { answer }) => ({
    kind: 'answer',
    answer,
    declaredLength: Math.max(0, answer.body.length + fault.by),
    reset: fault.by > 0,
  }),
  endless: (fault, { clock }) => ({
    kind: 'stream',
    answer: json(null),
    chunks: endless(fault.everyMs, clock),
  }),
  bomb: (fault) => {
    const answer = json(null)
    const packer = fault.encoding === 'gzip' ? createGzip({ level: 9 }) : createBrotliCompress()
    const chunks = Readable.from(padding(fault.megabytes)).pipe(packer)
    return {
      kind: 'stream',
      answer: { ...answer, headers: { ...answer.headers, 'content-encoding': fault.encoding } },
      chunks,
    }
  },
  redirect: (fault, { address }) =>
    plain({
      status: fault.status,
      headers: { location: fault.to === 'self' ? address : fault.to },
      body: new Uint8Array(),
    }),
  word: (fault, { answer }) => plain(reworded(answer, (body) => ({ ...body, status: fault.word }))),
  expired: (fault, { api }) => plain(api.expired(fault.status)),
  // The submit itself ensures that the id is an old one.
  duplicateId: (_fault, { answer }) => plain(answer),
  // The submit itself decides that the request fails.
  fail: (_fault, { answer }) => plain(answer),
  otherType: (fault, { answer, api: { results } }) =>
    fault.call === 'result'
      ? plain(results.withOutput(answer, asVideo(results.outputOf(answer))))
      : plain({
          status: 200,
          headers: { 'content-type': fault.type },
          body: Buffer.from(samples[fault.type], 'latin1'),
        }),
  output: (fault, { answer, base, api: { results } }) => {
    const output = results.outputOf(answer)
    // A result that is not completed has none.
    if (output === undefined) return plain(answer)
    const filled = filledIn(fault.output, { image: imageOf(output), base })
    return plain(results.withOutput(answer, fault.beside ? { ...asBody(output), ...asBody(filled) } : filled))
  },
  cost: (fault, { answer, api }) => plain(api.results.withCost(answer, costText(fault.cost))),
  otherRequest: (fault, { answer }) =>
    plain(reworded(answer, (body) => ({ ...body, request_id: fault.request_id }))),
  switch: () => ({
    kind: 'raw',
    bytes: 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
  }),
}

/** The response that a fault makes of an answer. */
export function faultResponse(fault: Fault, context: FaultContext): Delivery {
  // The table has for each `what` a function of that very member of the union.
  const act = faultResponses[fault.what] as (fault: Fault, context: FaultContext) => Delivery
  return act(fault, context)
}

/** Whether a call with this fault is carried out. */
export const isCarriedOut = (fault: Fault): boolean =>
  'accept' in fault ? fault.accept : fault.what !== 'dropBefore' && fault.what !== 'expired'

/** The request that an error names. */
function nameOf(names: 'none' | 'own' | 'unknown', answer: Answer): unknown {
  if (names === 'none') return null
  return names === 'unknown' ? 'nobody-ever-heard-of-it' : (asBody(readBody(answer))['request_id'] ?? null)
}

/** A number as a fault's text wrote it, which no JSON value can represent; else the value. */
const costText = (cost: unknown): string =>
  typeof cost === 'string' && /^-?\d+(\.\d+)?(e\d+)?$/.test(cost) ? cost : JSON.stringify(cost)

/** Fills in addresses of this engine. */
function filledIn(value: unknown, values: { readonly image: unknown; readonly base: string }): unknown {
  if (value === '$image') return values.image
  if (typeof value === 'string') return value.replace('$base', values.base)
  if (Array.isArray(value)) return value.map((item) => filledIn(item, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledIn(item, values)]))
}

const samples = {
  'video/mp4': '\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\bmdat',
  'image/gif':
    'GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
  'image/svg+xml':
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>alert(1)</script><rect width="8" height="8"/></svg>',
  'text/html': html,
  'application/octet-stream': '\x7fELF\x02\x01\x01\0',
  'model/gltf-binary': 'glTF\x02\0\0\0\x0c\0\0\0',
  'application/zip': 'PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0',
} as const

const megabyte = Buffer.alloc(1024 * 1024, 0x78)

/** A JSON object with one text of this many megabytes. */
async function* padding(megabytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"padding":"')
  for (let left = Math.round(megabytes * megabyte.length); left > 0; left -= megabyte.length)
    yield megabyte.subarray(0, left)
  yield Buffer.from('"}')
}

async function* endless(everyMs: number, clock: PracticeClock): AsyncGenerator<Uint8Array> {
  const end = clock.now() + 600_000
  yield Buffer.from('{"padding":"')
  for (let sent = 0; sent < 1024 ** 3 && clock.now() < end; sent += 16_384) {
    yield megabyte.subarray(0, 16_384)
    await pause(clock, everyMs)
  }
}

function reworded(answer: Answer, change: (body: Body) => unknown): Answer {
  const changed = json(change(asBody(readBody(answer))), answer.status)
  return { ...changed, headers: answer.headers }
}

const imageOf = (output: unknown): unknown =>
  typeof output === 'object' && output !== null && 'image' in output ? output.image : undefined

function asVideo(output: unknown): unknown {
  const image = imageOf(output)
  return image === undefined ? output : { video: image }
}
