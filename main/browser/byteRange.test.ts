import { expect, test } from 'vitest'
import { byteRange } from './byteRange.ts'

test.each([
  ['bytes=0-', { first: 0, last: 9 }],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=2-5', { first: 2, last: 5 }],
  ['bytes=2-500', { first: 2, last: 9 }],
  ['bytes=9-', { first: 9, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-300', { first: 0, last: 9 }],
  ['Bytes=1-2', { first: 1, last: 2 }],
] as const)('of ten bytes %s is a part', (header, range) => {
  expect(byteRange(header, 10)).toEqual(range)
})

test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('of ten bytes nothing is at %s', (header) => {
  expect(byteRange(header, 10)).toBe('none')
})

test.each([
  undefined,
  null,
  '',
  'bytes=',
  'bytes=-',
  'bytes=5-2',
  'bytes=0-1,4-5',
  'seconds=0-1',
  'bytes=a-b',
  '0-1',
])('with %s everything is sent', (header) => {
  expect(byteRange(header, 10)).toBeNull()
})

test('of an empty file there are no parts', () => {
  expect([byteRange('bytes=0-', 0), byteRange('bytes=-5', 0)]).toEqual(['none', 'none'])
})
