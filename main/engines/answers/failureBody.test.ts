import { expect, test } from 'vitest'
import type { Json } from '#shared/ports/value.ts'
import { readFailureBody } from './failureBody.ts'

const bare = { code: null, message: '', fields: [] }

test.each<[Json | undefined, Partial<ReturnType<typeof readFailureBody>>]>([
  [undefined, {}],
  [null, {}],
  [[], {}],
  [42, {}],
  [{}, {}],
  ['plain words', { message: 'plain words' }],
  [
    { error_code: 400004, error_message: 'bad token' },
    { code: 400004, message: 'bad token' },
  ],
  [
    { error_code: '400004', message: 'bad token' },
    { code: 400004, message: 'bad token' },
  ],
  [
    { errorCode: 404001, errorMessage: 'gone' },
    { code: 404001, message: 'gone' },
  ],
  [
    { code: 404001, msg: 'gone' },
    { code: 404001, message: 'gone' },
  ],
  [{ error: 'gone' }, { message: 'gone' }],
  [{ detail: 'gone' }, { message: 'gone' }],
  [{ error: { code: 404001, message: 'gone' } }, { code: 404001, message: 'gone' }],
  [{ detail: { error_code: 404001, error_message: 'gone' } }, { code: 404001, message: 'gone' }],
  [{ error_message: ' ', message: 'the second' }, { message: 'the second' }],
  [{ error_code: 0, code: 200 }, {}],
  [{ error_code: 'rate_limited' }, {}],
  [{ error_code: 400.5 }, {}],
  [{ error_code: 1e9 }, {}],
  [{ message: 'a\u001b[31mb\u202ec\nd' }, { message: 'a [31mb c d' }],
  [{ message: 'x'.repeat(400) }, { message: `${'x'.repeat(300)}…` }],
  [{ detail: [{ loc: ['body', 'seed'], msg: 'no' }] }, { fields: [{ field: 'seed', message: 'no' }] }],
  [{ errors: [{ field: 'seed', message: 'no' }] }, { fields: [{ field: 'seed', message: 'no' }] }],
  [
    { detail: [{ loc: ['input', 'loras', 0, 'path'] }] },
    { fields: [{ field: 'loras[0].path', message: 'is not accepted' }] },
  ],
  [{ detail: [{ loc: ['body'], msg: 'no' }, 7, null] }, { fields: [{ field: '', message: 'no' }] }],
  [{ constructor: { code: 404001 }, toString: 'no' }, {}],
])('%j says %j', (body, expected) => {
  expect(readFailureBody(body)).toEqual({ ...bare, ...expected })
})

test('a thousand complaints are cut to twenty', () => {
  const detail = Array.from({ length: 1000 }, () => 'no')
  expect(readFailureBody({ detail }).fields).toHaveLength(20)
})
