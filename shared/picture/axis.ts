import type { Kernel } from './kernels.ts'

/** One direction of a picture that is scaled. */
export interface Axis {
  /** The samples that there are. */
  readonly from: number
  /** Where the part of them that is scaled begins, and how long it is: in samples, not always whole ones. */
  readonly start: number
  readonly length: number
  /** The samples to be made. */
  readonly to: number
}

/** The samples that one new sample is made of. */
export interface Window {
  readonly first: number
  /** They add up to 1. */
  readonly weights: Float64Array
}

/**
 * What the new sample `at` is made of. Samples lie in the middle of their pixels, so nothing shifts at any factor. Where
 * there are fewer samples than before the kernel is stretched, so that each of them counts; beyond the edge there are none, and those
 * that are left count the more; a part that reaches over it goes on as it ends. The same rules as in Pillow (`ImagingResample`).
 */
export function windowOf({ from, start, length, to }: Axis, at: number, { reach, weigh }: Kernel): Window {
  const step = length / to
  const stretch = Math.max(1, step)
  const middle = Math.min(from - 0.5, Math.max(-0.5, start + (at + 0.5) * step - 0.5))
  const first = Math.max(0, Math.ceil(middle - reach * stretch))
  const last = Math.min(from - 1, Math.floor(middle + reach * stretch))
  const weights = new Float64Array(last - first + 1)
  let sum = 0
  for (let index = first; index <= last; index += 1) {
    const weight = weigh((index - middle) / stretch)
    weights[index - first] = weight
    sum += weight
  }
  return { first, weights: weights.map((weight) => weight / sum) }
}

/** The sample that the middle of the new sample `at` lies on: the centre rule. */
export const nearestTo = ({ from, start, length, to }: Axis, at: number): number =>
  Math.min(from - 1, Math.max(0, Math.floor(start + ((at + 0.5) * length) / to)))
