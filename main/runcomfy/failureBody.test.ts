import { expect, test } from 'vitest'
import type { Json } from '#shared/ports/value.ts'
import { readFailureBody } from './failureBody.ts'

const bare = { code: null, words: '', fields: [] }

test.each<[Json | undefined, Partial<ReturnType<typeof readFailureBody>>]>([
  [undefined, {}],
  [null, {}],
  [[], {}],
  [42, {}],
  [{}, {}],
  ['plain words', { words: 'plain words' }],
  [
    { error_code: 400004, error_message: 'bad token' },
    { code: 400004, words: 'bad token' },
  ],
  [
    { error_code: '400004', message: 'bad token' },
    { code: 400004, words: 'bad token' },
  ],
  [
    { errorCode: 404001, errorMessage: 'gone' },
    { code: 404001, words: 'gone' },
  ],
  [
    { code: 404001, msg: 'gone' },
    { code: 404001, words: 'gone' },
  ],
  [{ error: 'gone' }, { words: 'gone' }],
  [{ detail: 'gone' }, { words: 'gone' }],
  [{ error: { code: 404001, message: 'gone' } }, { code: 404001, words: 'gone' }],
  [{ detail: { error_code: 404001, error_message: 'gone' } }, { code: 404001, words: 'gone' }],
  [{ error_message: ' ', message: 'the second' }, { words: 'the second' }],
  [{ error_code: 0, code: 200 }, {}],
  [{ error_code: 'rate_limited' }, {}],
  [{ error_code: 400.5 }, {}],
  [{ error_code: 1e9 }, {}],
  [{ message: 'a\u001b[31mb\u202ec\nd' }, { words: 'a [31mb c d' }],
  [{ message: 'x'.repeat(400) }, { words: `${'x'.repeat(300)}…` }],
  [{ detail: [{ loc: ['body', 'seed'], msg: 'no' }] }, { fields: [{ field: 'seed', words: 'no' }] }],
  [{ errors: [{ field: 'seed', message: 'no' }] }, { fields: [{ field: 'seed', words: 'no' }] }],
  [
    { detail: [{ loc: ['input', 'loras', 0, 'path'] }] },
    { fields: [{ field: 'loras[0].path', words: 'is not accepted' }] },
  ],
  [{ detail: [{ loc: ['body'], msg: 'no' }, 7, null] }, { fields: [{ field: '', words: 'no' }] }],
  [{ constructor: { code: 404001 }, toString: 'no' }, {}],
])('%j says %j', (body, expected) => {
  expect(readFailureBody(body)).toEqual({ ...bare, ...expected })
})

test('a thousand complaints are cut to twenty', () => {
  const detail = Array.from({ length: 1000 }, () => 'no')
  expect(readFailureBody({ detail }).fields).toHaveLength(20)
})
