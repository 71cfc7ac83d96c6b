/** Called occasionally with the fraction that is done, from 0 to 1. */
export type OnProgress = (fraction: number) => void

export interface ProgressOptions {
  readonly onProgress?: OnProgress | undefined
}

/** The smallest step that is reported. */
const STEP = 0.01

/**
 * Passes on only progress beyond everything before it, by at least a hundredth or to the end: for work that may have to
 * restart another way, or that consists of many small pieces.
 */
export function forward(onProgress: OnProgress | undefined): OnProgress {
  let furthest = 0
  return (fraction) => {
    if (fraction < furthest + STEP && !(fraction >= 1 && furthest < 1)) return
    furthest = fraction
    onProgress?.(fraction)
  }
}
