import { describe, expect, test } from 'vitest'
import { drawStroke } from './brush.ts'
import { drawFill } from './fill.ts'
import type { Grey } from './grey.ts'
import { createGrey } from './grey.ts'
import { drawLasso } from './lasso.ts'
import { drawEllipse, drawRectangle } from './shapes.ts'

const rows = ({ width, data }: Grey): number[][] =>
  Array.from({ length: data.length / width }, (_, y) => [...data.subarray(y * width, (y + 1) * width)])

const greyOf = (...lines: readonly (readonly number[])[]): Grey => ({
  width: lines[0]?.length ?? 0,
  height: lines.length,
  data: Uint8Array.from(lines.flat()),
})

const sum = ({ data }: Grey): number => data.reduce((total, value) => total + value, 0) / 255

/** The maximum distance between the pixels of a sheet and the coverage of a shape. */
function farthestFrom({ width, height, data }: Grey, inside: (x: number, y: number) => boolean): number {
  const [ACROSS, DOWN] = [48, 64]
  let max = 0
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let covered = 0
      for (let down = 0; down < DOWN; down += 1)
        for (let across = 0; across < ACROSS; across += 1)
          if (inside(x + (across + 0.5) / ACROSS, y + (down + 0.5) / DOWN)) covered += 1
      const share = covered / (ACROSS * DOWN)
      max = Math.max(max, Math.abs(255 * share - (data[y * width + x] ?? 0)))
    }
  return max
}

describe('a brush', () => {
  test('covers whole pixels inside and parts of them at its edge', () => {
    const sheet = createGrey(7, 3)
    drawStroke(
      sheet,
      [
        { x: 1.5, y: 1.5, radius: 1.5 },
        { x: 5.5, y: 1.5, radius: 1.5 },
      ],
      1,
    )
    expect(rows(sheet)).toEqual([
      [160, 255, 255, 255, 255, 255, 160],
      [255, 255, 255, 255, 255, 255, 255],
      [160, 255, 255, 255, 255, 255, 160],
    ])
  })

  test.each([4, 11, 25])('of radius %i covers as much as a disc does', (radius) => {
    const sheet = createGrey(64, 64)
    drawStroke(sheet, [{ x: 32, y: 32, radius }], 1)
    expect(Math.abs(sum(sheet) / (Math.PI * radius * radius) - 1)).toBeLessThan(0.02)
  })

  test('that is soft is full in its middle and fades to its edge', () => {
    const sheet = createGrey(21, 1)
    drawStroke(sheet, [{ x: 10.5, y: 0.5, radius: 10 }], 0)
    const [row = []] = rows(sheet)
    expect(row[10]).toBe(255)
    expect(row.slice(10)).toEqual(row.slice(10).toSorted((a, b) => b - a))
    expect(row[20]).toBeLessThan(10)
  })

  test('is no darker where a stroke crosses itself', () => {
    const [once, twice] = [createGrey(40, 40), createGrey(40, 40)]
    const line = [
      { x: 5, y: 20, radius: 6 },
      { x: 35, y: 20, radius: 6 },
    ]
    drawStroke(once, line, 0)
    drawStroke(twice, [...line, ...line], 0)
    expect(twice.data).toEqual(once.data)
  })

  test('follows the pressure of a pen', () => {
    const sheet = createGrey(60, 21)
    drawStroke(
      sheet,
      [
        { x: 10, y: 10.5, radius: 2 },
        { x: 50, y: 10.5, radius: 9 },
      ],
      1,
    )
    const thick = (x: number): number => rows(sheet).filter((row) => (row[x] ?? 0) > 127).length
    expect([thick(10), thick(30), thick(49)]).toEqual([5, 11, 17])
  })

  test('outside of the picture touches nothing', () => {
    const sheet = createGrey(8, 8)
    drawStroke(
      sheet,
      [
        { x: -50, y: -50, radius: 10 },
        { x: -20, y: 300, radius: 10 },
      ],
      1,
    )
    expect(sum(sheet)).toBe(0)
  })
})

describe('shapes', () => {
  test('a rectangle covers the pixels at its edge by its share of them', () => {
    const sheet = createGrey(4, 2)
    drawRectangle(sheet, { left: 3.5, top: 0, right: 0.75, bottom: 1.5 })
    expect(rows(sheet)).toEqual([
      [64, 255, 255, 128],
      [32, 128, 128, 64],
    ])
  })

  test('an ellipse covers as much as one does', () => {
    const sheet = createGrey(64, 64)
    drawEllipse(sheet, { left: 4, top: 12, right: 60, bottom: 52 })
    expect(Math.abs(sum(sheet) / (Math.PI * 28 * 20) - 1)).toBeLessThan(0.02)
  })

  test.each([
    ['flat', 60, 1.2],
    ['flatter than a pixel', 60, 0.6],
    ['narrow', 1.4, 50],
    ['round', 33.3, 33.3],
    ['wide', 59, 7],
  ])('an ellipse that is %s covers each pixel by its share of it', (_, width, height) => {
    const sheet = createGrey(64, 64)
    const [left, top] = [1.3, 2.4]
    drawEllipse(sheet, { left, top, right: left + width, bottom: top + height })
    expect(Math.abs(sum(sheet) / ((Math.PI * width * height) / 4) - 1)).toBeLessThan(0.005)
    const inside = (x: number, y: number): boolean =>
      ((2 * (x - left)) / width - 1) ** 2 + ((2 * (y - top)) / height - 1) ** 2 < 1
    expect(farthestFrom(sheet, inside)).toBeLessThanOrEqual(4)
  })

  test.each([
    [0.1, 0],
    [0.37, 0],
    [0.5, 0.02],
    [0.9, -0.3],
  ])(
    'a lasso whose edges are at %d of a row, and rise by %d, covers each pixel by its share of it',
    (part, rise) => {
      const sheet = createGrey(40, 24)
      const corners = [
        { x: 3, y: 4 + part },
        { x: 35, y: 4 + part + 32 * rise },
        { x: 35, y: 14 + part + 32 * rise },
        { x: 3, y: 14 + part },
      ]
      drawLasso(sheet, corners)
      const inside = (x: number, y: number): boolean => {
        const upper = 4 + part + (x - 3) * rise
        return x >= 3 && x < 35 && y >= upper && y < upper + 10
      }
      expect(farthestFrom(sheet, inside)).toBeLessThanOrEqual(3)
    },
  )

  test('a lasso covers what is inside of it, its end joined to its beginning', () => {
    const sheet = createGrey(4, 4)
    drawLasso(sheet, [
      { x: 1, y: 1 },
      { x: 3, y: 1 },
      { x: 3, y: 3 },
      { x: 1, y: 3 },
    ])
    expect(rows(sheet)).toEqual([
      [0, 0, 0, 0],
      [0, 255, 255, 0],
      [0, 255, 255, 0],
      [0, 0, 0, 0],
    ])
  })

  test('a lasso that goes around twice has no hole, and half a pixel is half covered', () => {
    const sheet = createGrey(3, 1)
    const around = [
      { x: 0.5, y: -1 },
      { x: 2, y: -1 },
      { x: 2, y: 2 },
      { x: 0.5, y: 2 },
    ]
    drawLasso(sheet, [...around, ...around])
    expect(rows(sheet)).toEqual([[128, 255, 0]])
  })

  test.each([0, 1, 2])('a lasso of %i points covers nothing', (count) => {
    const sheet = createGrey(3, 3)
    drawLasso(
      sheet,
      Array.from({ length: count }, (_, at) => ({ x: at, y: at * at })),
    )
    expect(sum(sheet)).toBe(0)
  })
})

describe('a fill', () => {
  const ring = greyOf(
    [0, 0, 0, 0, 0, 0],
    [0, 255, 255, 255, 255, 0],
    [0, 255, 0, 60, 255, 0],
    [0, 255, 255, 255, 255, 0],
    [0, 0, 0, 0, 0, 0],
  )

  test('stays inside of what encloses it', () => {
    const sheet = createGrey(6, 5)
    drawFill(sheet, ring, 2.5, 2.5, false)
    expect(rows(sheet)[2]).toEqual([0, 255, 255, 255, 255, 0])
    expect(rows(sheet)[0]).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('goes up to the ridge of an edge that fades, and not down on its other side', () => {
    const sheet = createGrey(8, 1)
    drawFill(sheet, greyOf([0, 40, 140, 200, 255, 200, 140, 0]), 0, 0, false)
    expect(rows(sheet)).toEqual([[255, 255, 255, 255, 255, 0, 0, 0]])
  })

  test('erases the whole of what is chosen in one place, and nothing elsewhere', () => {
    const sheet = createGrey(7, 1)
    drawFill(sheet, greyOf([0, 255, 255, 0, 0, 255, 0]), 1, 0, true)
    expect(rows(sheet)).toEqual([[255, 255, 255, 255, 0, 0, 0]])
  })

  test.each([
    [-1, 0],
    [0, 9],
    [1, 1],
  ])('outside of the picture, or on what is chosen already, does nothing: %i, %i', (x, y) => {
    const sheet = createGrey(6, 5)
    drawFill(sheet, ring, x, y, false)
    expect(sum(sheet)).toBe(0)
  })
})
