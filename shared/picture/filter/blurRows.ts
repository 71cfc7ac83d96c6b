import { convolveAcross, convolveDown } from './convolve.ts'
import { gaussianKernel } from './gaussianKernel.ts'
import { latticeFor } from './lattice.ts'
import { enlargeAcross, enlargeDown, reduceAcross, reduceDown } from './resample.ts'
import type { Rows } from './rows.ts'

/** From this standard deviation on a blur uses a lattice. */
const COARSE = 3

/**
 * The distance of the lattice points: a standard deviation spans at least a step and a third, and from 8 pixels on two,
 * so that the loss of the lattice is below that of rounding.
 */
const stepFor = (sigma: number): number =>
  Math.max(Math.min(4, Math.floor(0.75 * sigma)), Math.floor(sigma / 2))

/**
 * A Gaussian blur of standard deviation `sigma`, in pixels, above 0; edge pixels are repeated beyond the edges. A
 * smooth picture needs few samples: from 3 pixels on, it is gathered on a coarse lattice by a cubic B-spline, blurred
 * there, and spread out by the same spline. Both splines blur too, by a third of a step squared each; the kernel
 * between them supplies the rest of sigma². So the time hardly depends on `sigma`.
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

/** The lattice and the kernel for a line of this many pixels. Steps longer than the line would be slower. */
function coarsely(length: number, sigma: number) {
  const step = Math.min(stepFor(sigma), Math.max(2, Math.ceil(length / 16)))
  const lattice = latticeFor(length, step)
  return { lattice, kernel: gaussianKernel(Math.sqrt((sigma / step) ** 2 - 2 / 3), lattice.count) }
}
