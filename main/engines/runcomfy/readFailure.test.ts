import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'
import type { Call } from '../answers/readFailure.ts'
import { readFailure } from './readFailure.ts'

const none = undefined
const code = (error_code: number): Json => ({ error_code, error_message: 'words' })

type Row = readonly [
  status: number,
  body: Json | undefined,
  submit: ErrorCode,
  status: ErrorCode,
  result: ErrorCode,
  cancel: ErrorCode,
]

const rows: readonly Row[] = [
  [401, none, 'account.key', 'account.key', 'account.key', 'account.key'],
  [403, none, 'account.key', 'account.key', 'account.key', 'account.key'],
  [403, code(403001), 'account.key', 'account.key', 'account.key', 'account.key'],
  [400, code(400004), 'account.key', 'account.key', 'account.key', 'account.key'],
  [200, code(400004), 'account.key', 'account.key', 'account.key', 'account.key'],
  [402, none, 'account.balance', 'engine.failed', 'engine.failed', 'engine.failed'],
  [400, code(400002), 'account.balance', 'engine.failed', 'engine.failed', 'engine.failed'],
  [200, code(400002), 'account.balance', 'engine.failed', 'engine.failed', 'engine.failed'],
  [404, none, 'job.refused', 'job.lost', 'job.lost', 'job.lost'],
  [404, code(404001), 'job.refused', 'job.lost', 'job.lost', 'job.lost'],
  [200, code(404001), 'job.refused', 'job.lost', 'job.lost', 'job.lost'],
  [410, none, 'job.refused', 'job.lost', 'job.lost', 'job.lost'],
  [400, code(400001), 'job.refused', 'job.lost', 'job.lost', 'job.lost'],
  [422, { detail: [] }, 'job.refused', 'job.failed', 'job.failed', 'engine.failed'],
  [200, code(422000), 'job.refused', 'job.failed', 'job.failed', 'engine.failed'],
  [429, none, 'engine.busy', 'engine.busy', 'engine.busy', 'engine.busy'],
  [200, code(429001), 'engine.busy', 'engine.busy', 'engine.busy', 'engine.busy'],
  [200, { error_code: 429 }, 'engine.busy', 'engine.busy', 'engine.busy', 'engine.busy'],
  [400, none, 'job.refused', 'engine.failed', 'engine.failed', 'engine.failed'],
  [405, none, 'job.refused', 'engine.failed', 'engine.failed', 'engine.failed'],
  [413, none, 'job.refused', 'engine.failed', 'engine.failed', 'engine.failed'],
  [400, code(400999), 'job.refused', 'engine.failed', 'engine.failed', 'engine.failed'],
  [408, none, 'job.unknown', 'engine.failed', 'engine.failed', 'engine.failed'],
  [500, none, 'job.unknown', 'engine.failed', 'engine.failed', 'engine.failed'],
  [502, none, 'job.unknown', 'engine.failed', 'engine.failed', 'engine.failed'],
  [503, code(400002), 'job.unknown', 'engine.failed', 'engine.failed', 'engine.failed'],
  [200, code(500001), 'job.unknown', 'engine.failed', 'engine.failed', 'engine.failed'],
  [200, { error: 'words' }, 'job.unknown', 'engine.failed', 'engine.failed', 'engine.failed'],
  [200, none, 'job.unknown', 'engine.failed', 'engine.failed', 'engine.failed'],
  [204, none, 'job.unknown', 'engine.failed', 'engine.failed', 'engine.failed'],
  [301, none, 'job.unknown', 'egress.refused', 'egress.refused', 'egress.refused'],
  [302, none, 'job.unknown', 'egress.refused', 'egress.refused', 'egress.refused'],
  [303, none, 'job.unknown', 'egress.refused', 'egress.refused', 'egress.refused'],
  [307, none, 'egress.refused', 'egress.refused', 'egress.refused', 'egress.refused'],
  [308, none, 'egress.refused', 'egress.refused', 'egress.refused', 'egress.refused'],
]

test.each(rows)(
  'HTTP %d with %j means %s to a submit, %s to status, %s to result, %s to cancel',
  (status, body, ...codes) => {
    const calls: readonly Call[] = ['submit', 'status', 'result', 'cancel']
    expect(calls.map((call) => readFailure(call, status, body).code)).toEqual(codes)
  },
)

test.each<[Call, number, ErrorCode]>([
  ['catalogue', 404, 'input.invalid'],
  ['catalogue', 401, 'account.key'],
  ['balance', 402, 'account.balance'],
  ['balance', 500, 'engine.failed'],
])('to %s, HTTP %d means %s', (call, status, expected) => {
  expect(readFailure(call, status, undefined).code).toBe(expected)
})

describe('the message', () => {
  test('names each refused field, and says that nothing was charged', () => {
    const body = {
      detail: [
        { loc: ['body', 'strength'], msg: 'must be at most 1', type: 'value_error' },
        { loc: ['body', 'loras', 1, 'scale'], msg: 'must be a number' },
        'and one more',
      ],
    }
    const error = readFailure('submit', 422, body)
    expect(error.toJSON()).toEqual({
      code: 'job.refused',
      message:
        'The engine does not accept this input (strength: must be at most 1; loras[1].scale: must be a number; and one more). Nothing was charged. (HTTP 422)',
      data: {
        call: 'submit',
        status: 422,
        fields: [
          { field: 'strength', words: 'must be at most 1' },
          { field: 'loras[1].scale', words: 'must be a number' },
          { field: '', words: 'and one more' },
        ],
      },
    })
  })

  test("repeats the engine's message, with its code", () => {
    expect(readFailure('submit', 400, { error_code: 400002, error_message: 'no credits' }).toJSON()).toEqual({
      code: 'account.balance',
      message:
        'Nothing is left to pay with. Add to your balance at RunComfy, then run again. It says: no credits (HTTP 400, code 400002)',
      data: { call: 'submit', status: 400, engineCode: 400002, said: 'no credits' },
    })
  })

  test('has the requested wait', () => {
    expect(readFailure('status', 429, undefined, { retryAfter: 3000 }).data).toEqual({
      call: 'status',
      status: 429,
      retryAfter: 3000,
    })
  })

  test('of every failure is a sentence that says what to do or what it cost', () => {
    const words = rows.flatMap(([status, body]) =>
      (['submit', 'status', 'result', 'cancel'] as const).map(
        (call) => readFailure(call, status, body).message,
      ),
    )
    expect(words.filter((text) => !/^The engine|^Nothing is left/.test(text))).toEqual([])
  })
})
