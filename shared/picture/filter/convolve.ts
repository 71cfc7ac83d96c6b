import { floatAt, weightAt } from './at.ts'
import type { HalfKernel } from './gaussianKernel.ts'
import type { Pair, Rows } from './rows.ts'
import { addPairs, remember, setThree } from './rows.ts'

/** A row with its ends repeated: `pad` times before it, and until `padded` is full. */
export function padRow(padded: Float32Array, row: Float32Array, pad: number): void {
  padded.fill(floatAt(row, 0), 0, pad)
  padded.set(row, pad)
  padded.fill(row.at(-1) ?? 0, pad + row.length)
}

/** Convolves each row with `kernel`. */
export function convolveAcross(source: Rows, kernel: HalfKernel): Rows {
  const { width, height, planes } = source
  const reach = kernel.length - 1
  const padded = new Float32Array(width + 2 * reach)
  const made = new Float32Array(width * planes)
  const middle = padded.subarray(reach)
  const pairs = Array.from({ length: reach }, (_, side): Pair => [
    padded.subarray(reach - side - 1),
    padded.subarray(reach + side + 1),
  ])
  // The cast: rows are requested up to the reach of the kernel.
  const pairAt = (side: number): Pair => pairs[side - 1] as Pair
  return {
    width,
    height,
    planes,
    row(y) {
      const row = source.row(y)
      for (let plane = 0; plane < planes; plane += 1) {
        const [start, end] = [plane * width, (plane + 1) * width]
        padRow(padded, row.subarray(start, end), reach)
        placeKernel(made.subarray(start, end), kernel, middle, pairAt)
      }
      return made
    },
  }
}

/** Convolves each column with `kernel`. */
export function convolveDown(source: Rows, kernel: HalfKernel): Rows {
  const { width, height, planes } = source
  const reach = kernel.length - 1
  const rowAt = remember(source, 2 * reach + 1)
  const made = new Float32Array(width * planes)
  return {
    width,
    height,
    planes,
    row(y) {
      // The lowest first: only that one may need to be computed, in the buffer of one that is no longer needed.
      rowAt(y + reach)
      placeKernel(made, kernel, rowAt(y), (side) => [rowAt(y - side), rowAt(y + side)])
      return made
    },
  }
}

function placeKernel(
  made: Float32Array,
  kernel: HalfKernel,
  middle: Float32Array,
  pairAt: (side: number) => Pair,
): void {
  // Beyond the kernel no row may be requested.
  const pair = (side: number): Pair => (side < kernel.length ? pairAt(side) : [middle, middle])
  setThree(made, middle, weightAt(kernel, 0), pair(1), weightAt(kernel, 1))
  for (let side = 2; side < kernel.length; side += 2)
    addPairs(made, pair(side), weightAt(kernel, side), pair(side + 1), weightAt(kernel, side + 1))
}
