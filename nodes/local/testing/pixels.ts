import type { Pixels } from '#shared/services.ts'

/** A mask from rows of values. */
export function mask(...rows: readonly (readonly number[])[]): Pixels<1> {
  return { width: rows[0]?.length ?? 0, height: rows.length, channels: 1, data: Uint8Array.from(rows.flat()) }
}

/** The rows of a mask, in the format of `mask`. */
export function rowsOf({ width, height, data }: Pixels): readonly (readonly number[])[] {
  return Array.from({ length: height }, (_, y) => [...data.subarray(y * width, (y + 1) * width)])
}

/** A picture from rows of pixels, each as `rrggbb`, which is opaque, or `rrggbbaa`. */
export function picture(...rows: readonly (readonly string[])[]): Pixels<4> {
  const data = rows.flat().flatMap((pixel) => {
    const number = Number.parseInt(pixel.padEnd(8, 'f'), 16)
    return [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255]
  })
  return { width: rows[0]?.length ?? 0, height: rows.length, channels: 4, data: Uint8Array.from(data) }
}

/** The rows of a picture, in the format of `picture`; alpha is omitted if it is opaque. */
export function pixelsOf({ width, height, data }: Pixels): readonly (readonly string[])[] {
  const hex = (value: number | undefined): string => (value ?? 0).toString(16).padStart(2, '0')
  const pixel = (at: number): string =>
    [...data.subarray(at * 4, at * 4 + 4)]
      .map(hex)
      .join('')
      .replace(/ff$/, (alpha, place) => (place === 6 ? '' : alpha))
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => pixel(y * width + x)),
  )
}
