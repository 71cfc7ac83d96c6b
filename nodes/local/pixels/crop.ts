import { AppError } from '#shared/errors.ts'
import type { Pixels, Size } from '#shared/services.ts'
import { describeSize } from './size.ts'

/** A rectangle in whole pixels, from the top left corner. */
export interface Area extends Size {
  readonly x: number
  readonly y: number
}

/** The part of an area that is inside a picture. Throws `input.invalid` if none is. */
export function clip(area: Area, picture: Size): Area {
  const left = Math.max(0, area.x)
  const top = Math.max(0, area.y)
  const right = Math.min(picture.width, area.x + area.width)
  const bottom = Math.min(picture.height, area.y + area.height)
  if (right <= left || bottom <= top)
    throw new AppError(
      'input.invalid',
      `Nothing is left of the picture: it has ${describeSize(picture)}, and the area of ${describeSize(area)} ` +
        `at ${area.x}, ${area.y} lies outside it.`,
    )
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Cuts an area out of a picture, all of which must be inside it: see `clip`. */
export function crop<C extends 1 | 4>(picture: Pixels<C>, area: Area): Pixels<C> {
  const { x, y, width, height } = area
  const { channels } = picture
  const data = new Uint8Array(width * height * channels)
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * picture.width + x) * channels
    data.set(picture.data.subarray(from, from + width * channels), row * width * channels)
  }
  return { width, height, channels, data }
}
