import { expect, test } from 'vitest'
import { findRequestIds } from './requestIds.ts'

const idsIn = (text: string): readonly string[] => {
  const bytes = Buffer.from(text, 'latin1')
  return [...findRequestIds((at, length) => bytes.subarray(at, at + length))]
}

test('a request id is found by its context, whatever surrounds it, once', () => {
  expect(idsIn('\0\xff{"requestId":"a-1"},"requestId":"b_2.x:3"\xa5"requestId":"a-1"')).toEqual([
    'a-1',
    'b_2.x:3',
  ])
})

test.each([
  '',
  '"requestId":"',
  '"requestId":""',
  '"requestId":"a b"',
  `"requestId":"${'x'.repeat(201)}"`,
  '"id":"a"',
])('there is none in %j', (text) => {
  expect(idsIn(text)).toEqual([])
})

test.each([-30, -14, -5, -1, 0, 1])('one that begins %d bytes from where a part ends is found', (shift) => {
  const before = 'x'.repeat(2 ** 20 + shift)
  expect(idsIn(`${before}"requestId":"across-the-border"${before}"requestId":"later"`)).toEqual([
    'across-the-border',
    'later',
  ])
})
