/** Is told now and then how much is done, from 0 to 1. */
export type OnProgress = (fraction: number) => void

export interface ProgressOptions {
  readonly onProgress?: OnProgress | undefined
}

/** The least that is worth a report. */
const STEP = 0.01

/**
 * Passes on only what is further than everything before it, by a hundredth at least or to the end: for work that is begun in one way
 * and may have to be done in another, or that is many small pieces.
 */
export function forward(onProgress: OnProgress | undefined): OnProgress {
  let furthest = 0
  return (fraction) => {
    if (fraction < furthest + STEP && !(fraction >= 1 && furthest < 1)) return
    furthest = fraction
    onProgress?.(fraction)
  }
}
