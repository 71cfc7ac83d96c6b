import { weightAt } from './at.ts'
/** From here on a kernel is the sampled Gaussian; below `LEAST` it is the discrete one; in between a mean of both. */
const SAMPLED = 0.75
const MIN_SIGMA = 0.5

/** Weights are multiples of one over this, so that uniform areas stay exactly uniform. */
const PARTS = 2 ** 20

/** A symmetric kernel: its weight in the middle, and those to either side in order. Their sum is 1. */
export type HalfKernel = Float64Array

/**
 * The weights of a Gaussian blur of standard deviation `sigma`, in pixels, above 0.
 *
 * From 0.75 on they are exp(-n² / 2 sigma²), as in SciPy's `gaussian_filter` with `truncate=4`. Sampled more coarsely than that, they
 * would blur less than they should (0.46 where 0.5 is asked for): up to 0.5 they are the discrete analogue of the
 * Gaussian, exp(-t) I_n(t) with t = sigma² (Lindeberg, "Scale-space for discrete signals", 1990), whose standard deviation is
 * `sigma` exactly. Between the two it is within 1 %.
 *
 * The weights beyond `farthest` are added to the one there: for lines that are no longer, the result is the same.
 */
export function gaussianKernel(sigma: number, farthest = Infinity): HalfKernel {
  const reach = Math.max(2, Math.ceil(4 * sigma))
  const share = Math.min(1, Math.max(0, (sigma - MIN_SIGMA) / (SAMPLED - MIN_SIGMA)))
  const weights = new Float64Array(reach + 1)
  if (share > 0) addSampled(weights, sigma, share)
  if (share < 1) addDiscrete(weights, sigma * sigma, 1 - share)
  return inParts(folded(weights, farthest))
}

function addSampled(weights: Float64Array, sigma: number, share: number): void {
  const bell = weights.map((_, index) => Math.exp((-index * index) / (2 * sigma * sigma)))
  add(weights, bell, share)
}

/** The modified Bessel functions by their recurrence from above, which is the stable way (J. C. P. Miller). */
function addDiscrete(weights: Float64Array, t: number, share: number): void {
  const bell = new Float64Array(weights.length)
  let [above, current] = [0, 1e-300]
  for (let order = weights.length + 20; order > 0; order -= 1) {
    ;[above, current] = [current, above + ((2 * order) / t) * current]
    if (order <= bell.length) bell[order - 1] = current
    if (current > 1e200) {
      // Only their ratios count.
      for (let index = 0; index < bell.length; index += 1) bell[index] = weightAt(bell, index) * 1e-200
      above *= 1e-200
      current *= 1e-200
    }
  }
  add(weights, bell, share)
}

/** Adds a bell whose sum is scaled to `share`. */
function add(weights: Float64Array, bell: Float64Array, share: number): void {
  const factor = share / sumOf(bell)
  for (let index = 0; index < weights.length; index += 1)
    weights[index] = weightAt(weights, index) + factor * weightAt(bell, index)
}

/** Of a whole kernel, both sides of it. */
export const sumOf = (kernel: HalfKernel): number =>
  kernel.reduce((sum, weight, index) => sum + (index === 0 ? weight : 2 * weight), 0)

function folded(weights: Float64Array, farthest: number): Float64Array {
  if (weights.length <= farthest + 1) return weights
  const trimmed = weights.slice(0, farthest + 1)
  trimmed[farthest] = weights.subarray(farthest).reduce((sum, weight) => sum + weight, 0)
  return trimmed
}

/** Rounded to multiples; the remainder goes to the middle. Zero weights at the end are dropped. */
function inParts(weights: Float64Array): HalfKernel {
  const parts = weights.map((weight) => Math.round(weight * PARTS))
  parts[0] = weightAt(parts, 0) + PARTS - sumOf(parts)
  const length = parts.findLastIndex((part) => part !== 0) + 1
  return parts.subarray(0, length).map((part) => part / PARTS)
}
