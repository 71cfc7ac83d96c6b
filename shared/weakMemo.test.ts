import { expect, test } from 'vitest'
import { weakMemo } from './weakMemo.ts'

test('a result is computed once for each object, even if it is undefined', () => {
  const asked: object[] = []
  const memo = weakMemo((key: { readonly value?: number }) => {
    asked.push(key)
    return key.value
  })
  const [one, same, none] = [{ value: 1 }, { value: 1 }, {}]
  expect([one, same, none, one, same, none].map(memo)).toEqual([1, 1, undefined, 1, 1, undefined])
  expect(asked).toEqual([one, same, none])
})

test('after an error it is computed again', () => {
  let fails = true
  const memo = weakMemo(() => {
    if (fails) throw new Error('not yet')
    return 'made'
  })
  const key = {}
  expect(() => memo(key)).toThrow('not yet')
  fails = false
  expect(memo(key)).toBe('made')
})
