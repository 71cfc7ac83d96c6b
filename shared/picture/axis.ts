import type { Kernel } from './kernels.ts'

/** One direction of a picture that is scaled. */
export interface Axis {
  /** The number of existing samples. */
  readonly from: number
  /** The start and length of the part that is scaled, in samples, not necessarily integers. */
  readonly start: number
  readonly length: number
  /** The number of new samples. */
  readonly to: number
}

/** The old samples that contribute to one new sample. */
export interface Window {
  readonly first: number
  /** Their sum is 1. */
  readonly weights: Float64Array
}

/**
 * The weights of the new sample `at`. Samples are in the middle of their pixels, so nothing shifts at any factor. When
 * shrinking, the kernel is stretched, so that each old sample counts; samples beyond the edge are left out and the
 * others are normalized; a part that extends beyond the edge repeats it. The same rules as in Pillow
 * (`ImagingResample`).
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

/** The old sample at the middle of the new sample `at`: the centre rule. */
export const nearestTo = ({ from, start, length, to }: Axis, at: number): number =>
  Math.min(from - 1, Math.max(0, Math.floor(start + ((at + 0.5) * length) / to)))
