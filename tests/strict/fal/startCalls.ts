import { onTestFinished } from 'vitest'
import { send } from '../plainClient.ts'
import type { Sent } from '../plainClient.ts'
import type { Schemas } from './schemas.ts'
import { startStrictFal } from './server.ts'
import type { StrictFalOptions } from './server.ts'

export const key = 'fal-test-90be'
/** Correct headers of a call, and of one with a body. */
export const auth = { authorization: `Key ${key}` }
export const json = { ...auth, 'content-type': 'application/json' }
export const paint = 'someone/paint'
export const move = 'someone/paint/v2/move'

const prompt = { type: 'string' }

/** Two endpoints with the oddities of published ones. */
export const testSchemas: Schemas = new Map([
  [
    paint,
    {
      category: 'text-to-image',
      output: 'images',
      unit: 'images',
      input: {
        type: 'object',
        required: ['prompt'],
        properties: {
          prompt,
          image_size: {
            anyOf: [
              { type: 'string', enum: ['square', 'landscape_4_3'] },
              { type: 'object', properties: { width: { type: 'integer' }, height: { type: 'integer' } } },
            ],
          },
          num_images: { type: 'integer', minimum: 1, maximum: 4 },
          output_format: { type: 'string', enum: ['jpeg', 'png'] },
          seed: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        },
        additionalProperties: false,
      },
    },
  ],
  [
    move,
    {
      category: 'image-to-video',
      output: 'video',
      unit: 'seconds',
      input: {
        type: 'object',
        required: ['prompt', 'image_url'],
        properties: {
          prompt,
          image_url: { type: 'string' },
          duration: { type: 'string', enum: ['5', '10'] },
        },
        additionalProperties: false,
      },
    },
  ],
])

interface Links {
  readonly request_id: string
  readonly status_url: string
  readonly response_url: string
  readonly cancel_url: string
}

/** A separate server, a clock that the test sets, and short ways to call. */
export async function startCalls(options: Partial<StrictFalOptions> = {}) {
  const clock = { time: 0 }
  const strict = await startStrictFal({ key, schemas: testSchemas, now: () => clock.time, ...options })
  onTestFinished(() => strict.close())
  const call = (path: string, sent: Sent = {}) =>
    send(path.startsWith('http') ? path : `${strict.url}${path}`, { headers: auth, ...sent })
  const post = (path: string, body: unknown) =>
    call(path, { method: 'POST', headers: json, body: JSON.stringify(body) })
  const submit = async (body: unknown, endpoint = paint) => (await post(`/${endpoint}`, body)).json as Links
  const poll = async (url: string) => {
    clock.time += 50
    return call(url)
  }
  const broken = () => strict.violations.map(({ request, rule, message }) => `${request} ${rule}: ${message}`)
  return { strict, clock, call, post, submit, poll, broken }
}
