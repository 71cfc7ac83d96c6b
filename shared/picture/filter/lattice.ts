/**
 * Points along a line of pixels, `step` pixels apart, on which a smooth line can be represented without loss. They are
 * symmetric, and extend beyond both ends until only repeated pixels count.
 */
export interface Lattice {
  /** In pixels, a whole number. */
  readonly step: number
  readonly count: number
  /** The position of the first point, in pixels: an integer or a half, below 0. */
  readonly start: number
}

/** For a line of `length` pixels. */
export function latticeFor(length: number, step: number): Lattice {
  const count = Math.ceil((length - 1) / step) + 5
  return { step, count, start: (length - 1 - (count - 1) * step) / 2 }
}

/** The cubic B-spline, which is 0 from 2 on: its sum at integers is 1, and its variance a third, for any offset. */
export function bSpline(distance: number): number {
  const away = Math.abs(distance)
  if (away >= 2) return 0
  if (away >= 1) return (2 - away) ** 3 / 6
  return (4 - 6 * away * away + 3 * away ** 3) / 6
}

/** The weights of the pixels around a lattice point, from `first` pixels beside it on; the same for each point. */
export interface Gathering {
  readonly first: number
  readonly weights: Float64Array
}

export function gatheringFor({ step, start }: Lattice): Gathering {
  // Positions are integers or halves, and so are their distances to the pixels.
  const first = Math.ceil(start - 2 * step) - start
  const weights = Float64Array.from({ length: 4 * step }, (_, at) => bSpline((first + at) / step) / step)
  return { first, weights }
}

/**
 * How pixels are computed from lattice points: from `first` on, each segment of `step` pixels from four points, the
 * first from points 0 to 3, the next from 1 to 4. Four weights for each pixel of a segment; they are the same for each
 * segment.
 */
export interface Spreading {
  /** At most 0. */
  readonly first: number
  readonly weights: Float64Array
}

export function spreadingFor({ step, start }: Lattice): Spreading {
  const first = Math.ceil(start + step)
  const weights = new Float64Array(4 * step)
  for (let x = 0; x < step; x += 1)
    for (let side = 0; side < 4; side += 1) weights[4 * x + side] = bSpline((first + x - start) / step - side)
  return { first, weights }
}
