import { grow as grown } from '../picture/filter/grow.ts'
import type { ProgressOptions } from '../picture/filter/progress.ts'
import type { Grey } from './grey.ts'

/**
 * Grows the chosen area by `amount` pixels, rounded to an integer, or shrinks it if `amount` is below 0, like Grow
 * mask. In place.
 */
export function grow(mask: Grey, amount: number, options: ProgressOptions = {}): void {
  const whole = Math.round(amount)
  if (whole !== 0) mask.data.set(grown(mask, whole, options))
}
