import { expect, test } from 'vitest'
import { byteAt, distanceAt, floatAt, integerAt, weightAt } from './at.ts'

test('outside of an array everything is 0', () => {
  expect([byteAt(Uint8Array.of(7), 0), byteAt(Uint8Array.of(7), 1)]).toEqual([7, 0])
  expect([floatAt(Float32Array.of(7), 0), floatAt(Float32Array.of(7), -1)]).toEqual([7, 0])
  expect([weightAt(Float64Array.of(7), 0), weightAt(Float64Array.of(7), 1)]).toEqual([7, 0])
  expect([integerAt(Int32Array.of(7), 0), integerAt(Int32Array.of(7), 1)]).toEqual([7, 0])
  expect([distanceAt(Uint16Array.of(7), 0), distanceAt(Uint32Array.of(7), 1)]).toEqual([7, 0])
})
