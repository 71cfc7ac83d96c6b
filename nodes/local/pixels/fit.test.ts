import { expect, test } from 'vitest'
import { fitInto } from './fit.ts'

const picture = { width: 400, height: 200 }
const whole = { x: 0, y: 0, ...picture }
const sized = (width: number, height: number) => ({ width, height })

test.each([
  ['stretch', sized(100, 100), { crop: whole, scaled: sized(100, 100), canvas: sized(100, 100) }],
  ['contain', sized(100, 100), { crop: whole, scaled: sized(100, 50), canvas: sized(100, 100) }],
  ['inside', sized(100, 100), { crop: whole, scaled: sized(100, 50), canvas: sized(100, 50) }],
  [
    'cover',
    sized(100, 100),
    { crop: { x: 100, y: 0, ...sized(200, 200) }, scaled: sized(100, 100), canvas: sized(100, 100) },
  ],
  [
    'cover',
    sized(800, 100),
    { crop: { x: 0, y: 75, ...sized(400, 50) }, scaled: sized(800, 100), canvas: sized(800, 100) },
  ],
] as const)('%s into %o', (fit, requested, fitting) => {
  expect(fitInto(picture, requested, fit)).toEqual(fitting)
})

test.each([
  [sized(100, 0), sized(100, 50)],
  [sized(0, 100), sized(200, 100)],
  [sized(0, 0), sized(400, 200)],
  [sized(1, 0), sized(1, 1)],
])('a side of 0 in %o follows from the proportions, whatever the fit', (requested, size) => {
  for (const fit of ['stretch', 'contain', 'cover', 'inside'] as const)
    expect(fitInto(picture, requested, fit)).toEqual({ crop: whole, scaled: size, canvas: size })
})

test.each([
  [sized(50, 37), sized(1280, 720)],
  [sized(300, 201), sized(1024, 1024)],
  [sized(201, 300), sized(1024, 1024)],
  [sized(7, 3), sized(999, 1000)],
  [sized(10_000, 1), sized(16, 16_000)],
])('cover of %o into %o scales both directions alike, from the exact middle', (picture, requested) => {
  const { crop, scaled } = fitInto(picture, requested, 'cover')
  expect(scaled).toEqual(requested)
  expect(crop.width / requested.width).toBeCloseTo(crop.height / requested.height, 12)
  expect([crop.x * 2 + crop.width, crop.y * 2 + crop.height]).toEqual([
    expect.closeTo(picture.width, 9),
    expect.closeTo(picture.height, 9),
  ])
  expect(crop.width === picture.width || crop.height === picture.height).toBe(true)
  expect(Math.min(crop.x, crop.y)).toBe(0)
})
