import { expect, test } from 'vitest'
import { readRecord, readVarint } from './record.ts'

test.each([
  [[0x00], 0, 1],
  [[0x7f], 127, 1],
  [[0x81, 0x00], 128, 2],
  [[0xff, 0x7f], 16_383, 2],
  [[0x81, 0x80, 0x00], 16_384, 3],
  [[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x81, 0x05], 261, 9],
])('%j is the number %d in %d bytes', (bytes, value, next) => {
  expect(readVarint(Uint8Array.from(bytes), 0)).toEqual({ value, next })
})

test('a truncated number is invalid', () => {
  expect(readVarint(Uint8Array.from([0x81, 0x80]), 0)).toBeNull()
})

const header = [9, 0, 1, 2, 7, 8, 9, 19, 16]
/** -2 in one byte, 258 in two, 1.5; null, 0 and 1 need none. */
const numbers = [0xfe, 0x01, 0x02, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]
/** The text hé and two bytes. */
const rest = [0x68, 0xc3, 0xa9, 0xde, 0xad]
const record = Uint8Array.from([header, numbers, rest].flat())

test('a record has a column of each type', () => {
  expect(readRecord(record, record.length)).toEqual([
    null,
    -2,
    258,
    1.5,
    0,
    1,
    'hé',
    Uint8Array.from([0xde, 0xad]),
  ])
})

test('of a truncated record the complete columns are read', () => {
  expect(readRecord(record.subarray(0, record.length - 3), record.length)).toEqual([
    null,
    -2,
    258,
    1.5,
    0,
    1,
    undefined,
    undefined,
  ])
})

test.each([
  ['whose sizes do not add up', record, record.length + 1],
  ['with a type that no file uses', record.with(2, 10), record.length],
  ['whose header ends in the middle of a type', record.with(0, 8).with(7, 0x93), record.length],
  ['whose header is longer than it', record.with(0, 100), record.length],
  ['of no bytes', new Uint8Array(), 0],
])('a record %s is invalid', (_, bytes, length) => {
  expect(readRecord(bytes, length)).toBeNull()
})
