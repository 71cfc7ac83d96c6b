import { blur } from '../picture/filter/blur.ts'
import type { ProgressOptions } from '../picture/filter/progress.ts'
import type { Grey } from './grey.ts'

/** A painting keeps lengths in parts of the picture: what that rounds off a whole radius is rounded back in such parts of a pixel. */
const PARTS = 8

/** Lets edges fade by a Gaussian of standard deviation `radius` / 2, in pixels, as Feather mask does. In place. */
export function feather(mask: Grey, radius: number, options: ProgressOptions = {}): void {
  const sigma = Math.round(radius * PARTS) / PARTS / 2
  mask.data.set(blur({ ...mask, channels: 1 }, sigma, options).data)
}
