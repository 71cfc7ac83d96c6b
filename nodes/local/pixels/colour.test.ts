import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { checkColour, readColour } from './colour.ts'

test.each([
  ['#ff8800', [255, 136, 0, 255]],
  ['#FF8800', [255, 136, 0, 255]],
  [' #000000 ', [0, 0, 0, 255]],
  ['#01020304', [1, 2, 3, 4]],
] as const)('%j is a colour', (text, colour) => {
  expect(checkColour(text)).toBeNull()
  expect(readColour(text)).toEqual(colour)
})

test.each(['', 'red', '#fff', 'ff8800', '#ff88000', '#ff88zz', 'rgb(1,2,3)', '#ff8800\n#000000'])(
  '%j is refused with an explanation of how a colour is written',
  (text) => {
    const words = `${JSON.stringify(text)} is not a colour: write it as #rrggbb, as in #ff8800, or as #rrggbbaa with alpha`
    expect(checkColour(text)).toBe(words)
    expect(() => readColour(text)).toThrow(new AppError('input.invalid', words))
  },
)

test('a long text is not repeated in the refusal', () => {
  expect(checkColour('x'.repeat(1000))).toContain('this text is not a colour')
})
