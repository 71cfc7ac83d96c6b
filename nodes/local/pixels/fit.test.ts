import { expect, test } from 'vitest'
import { fitInto } from './fit.ts'

const picture = { width: 400, height: 200 }
const whole = { x: 0, y: 0, ...picture }
const sized = (width: number, height: number) => ({ width, height })

test.each([
  ['stretch', sized(100, 100), { take: whole, scaled: sized(100, 100), canvas: sized(100, 100) }],
  ['contain', sized(100, 100), { take: whole, scaled: sized(100, 50), canvas: sized(100, 100) }],
  ['inside', sized(100, 100), { take: whole, scaled: sized(100, 50), canvas: sized(100, 50) }],
  [
    'cover',
    sized(100, 100),
    { take: { x: 100, y: 0, ...sized(200, 200) }, scaled: sized(100, 100), canvas: sized(100, 100) },
  ],
  [
    'cover',
    sized(800, 100),
    { take: { x: 0, y: 75, ...sized(400, 50) }, scaled: sized(800, 100), canvas: sized(800, 100) },
  ],
] as const)('%s into %o', (fit, asked, fitting) => {
  expect(fitInto(picture, asked, fit)).toEqual(fitting)
})

test.each([
  [sized(100, 0), sized(100, 50)],
  [sized(0, 100), sized(200, 100)],
  [sized(0, 0), sized(400, 200)],
  [sized(1, 0), sized(1, 1)],
])('a side of 0 in %o follows from the proportions, whatever the fit', (asked, size) => {
  for (const fit of ['stretch', 'contain', 'cover', 'inside'] as const)
    expect(fitInto(picture, asked, fit)).toEqual({ take: whole, scaled: size, canvas: size })
})

test('cover never takes less than a pixel nor more than the picture', () => {
  const fitting = fitInto({ width: 10_000, height: 1 }, sized(16, 16_000), 'cover')
  expect(fitting).toEqual({
    take: { x: 4999, y: 0, ...sized(1, 1) },
    scaled: sized(16, 16_000),
    canvas: sized(16, 16_000),
  })
})
