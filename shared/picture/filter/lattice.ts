/**
 * Places along a line of pixels, `step` pixels from each other, on which a line that is soft can be written down without loss. They
 * lie the same way seen from both ends, and go on beyond them until only what is repeated there counts.
 */
export interface Lattice {
  /** In pixels, a whole number. */
  readonly step: number
  readonly count: number
  /** The place of the first one, in pixels: whole or a half, below 0. */
  readonly start: number
}

/** For a line of `length` pixels. */
export function latticeFor(length: number, step: number): Lattice {
  const count = Math.ceil((length - 1) / step) + 5
  return { step, count, start: (length - 1 - (count - 1) * step) / 2 }
}

/** The cubic B-spline, which is 0 from 2 on: its sum over whole places is 1, and its variance a third, wherever it lies. */
export function bSpline(distance: number): number {
  const away = Math.abs(distance)
  if (away >= 2) return 0
  if (away >= 1) return (2 - away) ** 3 / 6
  return (4 - 6 * away * away + 3 * away ** 3) / 6
}

/** What the pixels around a place of a lattice weigh in it, from `first` pixels beside it on; the same for each place. */
export interface Gathering {
  readonly first: number
  readonly weights: Float64Array
}

export function gatheringFor({ step, start }: Lattice): Gathering {
  // Places are whole or a half, and so is what lies between them and the pixels.
  const first = Math.ceil(start - 2 * step) - start
  const weights = Float64Array.from({ length: 4 * step }, (_, at) => bSpline((first + at) / step) / step)
  return { first, weights }
}

/**
 * How pixels are made of the places of a lattice: from `first` on, each stretch of `step` pixels of four places, the first of them of
 * places 0 to 3, the next of 1 to 4. Four weights for each pixel of a stretch; they are the same for each.
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
