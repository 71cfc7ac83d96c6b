import { valueAt } from './valueAt.ts'

/** Positions in a painting are integers: this many make up the width or height of the picture. */
export const UNIT = 65_536

/** How far outside of the picture a point may be, in units: strokes cross its edge, and survive cropping. */
export const FARTHEST = 16 * UNIT

/** The most points of one stroke. */
export const MAX_POINTS = 10_000

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const valueOf = new Map(Array.from(DIGITS, (digit, value) => [digit.charCodeAt(0), value]))

/** Five bits go into a digit; the sixth says that more follow. */
const BITS = 5
const MORE = 1 << BITS

/**
 * Integers as a short text: each by its difference from the one `stride` positions before, which is small along a
 * stroke. A stroke of 60 points takes about 300 characters.
 */
export function encodeNumbers(numbers: readonly number[], stride: number): string {
  let text = ''
  numbers.forEach((number, index) => {
    const difference = number - valueAt(numbers, index - stride)
    // The sign goes into the lowest bit, so that small differences stay short on both sides.
    let rest = difference < 0 ? -2 * difference - 1 : 2 * difference
    while (rest >= MORE) {
      text += DIGITS.charAt((rest % MORE) + MORE)
      rest = Math.floor(rest / MORE)
    }
    text += DIGITS.charAt(rest)
  })
  return text
}

/** The integers of such a text; null if it is malformed, truncated, or contains a number beyond all limits. */
export function decodeNumbers(text: string, stride: number): readonly number[] | null {
  const numbers: number[] = []
  let rest = 0
  let weight = 1
  for (let at = 0; at < text.length; at += 1) {
    const digit = valueOf.get(text.charCodeAt(at))
    if (digit === undefined || weight > 2 ** 40) return null
    rest += (digit % MORE) * weight
    if (digit >= MORE) {
      weight *= MORE
      continue
    }
    const difference = rest % 2 === 1 ? -(rest + 1) / 2 : rest / 2
    numbers.push(valueAt(numbers, numbers.length - stride) + difference)
    rest = 0
    weight = 1
  }
  return weight === 1 ? numbers : null
}

/** A point of a stroke in units of the picture; `pressure` from 0 to 255, which is the full width of the brush. */
export interface Point {
  readonly x: number
  readonly y: number
  readonly pressure: number
}

export const FULL_PRESSURE = 255

export interface EncodedPoints {
  readonly points: string
  /** Absent if all have the full pressure, as with a mouse. */
  readonly pressure?: string
}

export function encodePoints(points: readonly Point[]): EncodedPoints {
  const coordinates = encodeNumbers(
    points.flatMap(({ x, y }) => [x, y]),
    2,
  )
  if (points.every(({ pressure }) => pressure === FULL_PRESSURE)) return { points: coordinates }
  return {
    points: coordinates,
    pressure: encodeNumbers(
      points.map(({ pressure }) => pressure),
      1,
    ),
  }
}

const within = (value: number, min: number, max: number): boolean => value >= min && value <= max

/** The points of a stroke from a file; null if it has none, too many, or an invalid one. */
export function decodePoints({ points: text, pressure }: EncodedPoints): readonly Point[] | null {
  const coordinates = decodeNumbers(text, 2)
  if (coordinates === null || coordinates.length % 2 !== 0) return null
  const count = coordinates.length / 2
  const presses = pressure === undefined ? null : decodeNumbers(pressure, 1)
  if (count === 0 || count > MAX_POINTS) return null
  if (pressure !== undefined && presses?.length !== count) return null
  if (!coordinates.every((coordinate) => within(coordinate, -FARTHEST, FARTHEST))) return null
  if (presses?.every((press) => within(press, 0, FULL_PRESSURE)) === false) return null
  return Array.from({ length: count }, (_, index) => ({
    x: valueAt(coordinates, 2 * index),
    y: valueAt(coordinates, 2 * index + 1),
    pressure: presses?.[index] ?? FULL_PRESSURE,
  }))
}
