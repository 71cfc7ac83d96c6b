import { grow as grown } from '../picture/filter/grow.ts'
import type { ProgressOptions } from '../picture/filter/progress.ts'
import type { Grey } from './grey.ts'

/**
 * Makes what is chosen larger by `amount` pixels, rounded to whole ones, or smaller where it is below 0, as Grow mask does. In
 * place.
 */
export function grow(mask: Grey, amount: number, options: ProgressOptions = {}): void {
  const whole = Math.round(amount)
  if (whole !== 0) mask.data.set(grown(mask, whole, options))
}
