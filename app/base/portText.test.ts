import { expect, test } from 'vitest'
import type { Limits } from '#shared/ports/port.ts'
import { limitsText, valueText } from './portText.ts'

test.each<[unknown, string]>([
  [undefined, 'nothing'],
  [null, 'nothing'],
  [true, 'on'],
  [false, 'off'],
  ['', 'no text'],
  ['png', '“png”'],
  ['a'.repeat(50), `“${'a'.repeat(39)}…”`],
  [0.5, '0.5'],
  [[1], '1 item'],
  [[1, 2], '2 items'],
  [{ a: 1 }, '{"a":1}'],
])('%j is described as %s', (value, text) => {
  expect(valueText(value)).toBe(text)
})

test.each<[Limits, string]>([
  [{}, ''],
  [{ minimum: 256, maximum: 1536, multipleOf: 16 }, '256 to 1,536, multiples of 16'],
  [{ minimum: 0.5 }, 'at least 0.5'],
  [{ maximum: 8 }, 'at most 8'],
  [{ minLength: 1 }, 'at least 1 character'],
  [{ minItems: 2, maxItems: 2 }, 'exactly 2 items'],
  [{ minItems: 0, maxItems: 3 }, 'at most 3 items'],
])('the limits %j are described as “%s”', (limits, text) => {
  expect(limitsText({ type: { kind: 'integer', list: false }, limits })).toBe(text)
})

test('the numbers at a port for LoRAs are described as those of their scale', () => {
  const limits = { minItems: 0, maxItems: 3, minimum: 0, maximum: 4 }
  expect(limitsText({ type: { kind: 'lora', list: true }, limits })).toBe('at most 3 items, scale 0 to 4')
})
