import type { Value } from './value.ts'

export interface PixelSize {
  readonly width: number
  readonly height: number
}

/** Sizes that endpoints call by name, in pixels. */
const named: Readonly<Record<string, readonly [width: number, height: number]>> = {
  square_hd: [1024, 1024],
  square: [512, 512],
  portrait_4_3: [768, 1024],
  portrait_16_9: [576, 1024],
  landscape_4_3: [1024, 768],
  landscape_16_9: [1024, 576],
}

/** A size as endpoints write it: by name, as `1024x768`, or as an object; null for anything else. */
export function readSize(value: Value | undefined): PixelSize | null {
  if (typeof value === 'string') {
    const known = Object.hasOwn(named, value) ? named[value] : undefined
    const [width = 0, height = 0] =
      known ?? /^(\d{2,5})[x×*](\d{2,5})$/.exec(value)?.slice(1).map(Number) ?? []
    return width * height === 0 ? null : { width, height }
  }
  if (typeof value !== 'object' || value === null || !('width' in value) || !('height' in value)) return null
  const { width, height } = value
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : null
}
