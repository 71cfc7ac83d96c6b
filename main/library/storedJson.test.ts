import { expect, test } from 'vitest'
import { parseStoredJson } from './storedJson.ts'

test('what was written is read', () => {
  expect(parseStoredJson('{"a":[1]}', 'the job j1')).toEqual({ a: [1] })
})

test.each([['{"a":[1}'], [''], [null], [7]])(
  '%j is refused, with its owner and without its contents',
  (column) => {
    expect(() => parseStoredJson(column, 'the job j1')).toThrowError(
      expect.objectContaining({
        code: 'library.broken',
        message: 'The library is damaged: the job j1 is not as it was written.',
      }) as Error,
    )
  },
)
