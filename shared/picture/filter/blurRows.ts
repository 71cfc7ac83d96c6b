import { convolveAcross, convolveDown } from './convolve.ts'
import { gaussianKernel } from './gaussianKernel.ts'
import { latticeFor } from './lattice.ts'
import { enlargeAcross, enlargeDown, reduceAcross, reduceDown } from './resample.ts'
import type { Rows } from './rows.ts'

/** From this standard deviation on a blur goes over a lattice. */
const COARSE = 3

/**
 * How far the places of the lattice are from each other: a standard deviation spans at least a step and a third, and from 8 pixels on
 * two, so that what a lattice loses is less than rounding does.
 */
const stepFor = (sigma: number): number =>
  Math.max(Math.min(4, Math.floor(0.75 * sigma)), Math.floor(sigma / 2))

/**
 * A Gaussian blur of standard deviation `sigma`, in pixels, above 0; beyond the edges the outermost pixels are repeated.
 *
 * What is soft needs few samples: from 3 pixels on, the picture is gathered on a coarse lattice by a cubic B-spline, blurred
 * there, and spread out by the same spline. Both splines blur too, by a third of a step squared each, which the kernel between
 * them makes up to sigma². So the time hardly depends on `sigma`.
 */
export function blurRows(source: Rows, sigma: number): Rows {
  const { width, height } = source
  if (sigma < COARSE) {
    const kernel = gaussianKernel(sigma)
    return convolveDown(convolveAcross(source, kernel), kernel)
  }
  const across = coarsely(width, sigma)
  const down = coarsely(height, sigma)
  const few = reduceDown(reduceAcross(source, across.lattice), down.lattice)
  const soft = convolveDown(convolveAcross(few, across.kernel), down.kernel)
  return enlargeAcross(enlargeDown(soft, down.lattice, height), across.lattice, width)
}

/** The lattice for a line of so many pixels, and the kernel for it. Longer steps than the line would take longer, too. */
function coarsely(length: number, sigma: number) {
  const step = Math.min(stepFor(sigma), Math.max(2, Math.ceil(length / 16)))
  const lattice = latticeFor(length, step)
  return { lattice, kernel: gaussianKernel(Math.sqrt((sigma / step) ** 2 - 2 / 3), lattice.count) }
}
