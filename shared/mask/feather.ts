import { blur } from '../picture/filter/blur.ts'
import type { ProgressOptions } from '../picture/filter/progress.ts'
import type { Grey } from './grey.ts'

/**
 * A painting stores lengths as fractions of the picture: the rounding of an integer radius is undone within such a
 * fraction of a pixel.
 */
const PARTS = 8

/** Blurs edges by a Gaussian of standard deviation `radius` / 2, in pixels, like Feather mask. In place. */
export function feather(mask: Grey, radius: number, options: ProgressOptions = {}): void {
  const sigma = Math.round(radius * PARTS) / PARTS / 2
  mask.data.set(blur({ ...mask, channels: 1 }, sigma, options).data)
}
