import type { Distance } from './measure.ts'

const EXACT: Distance = { largest: 0, mean: 0 }
/** Half a level by rounding, and an eighth by which references are rounded. */
const ROUNDED: Distance = { largest: 0.625, mean: 0.5 }
/** Half a level by rounding, and a tolerated error before it: a tenth of a level. */
const ONE_LEVEL: Distance = { largest: 1, mean: 0.5 }
/** Where an edge is flat, a pixel is covered by lines each of which is entirely in or out. */
const LINES: Distance = { largest: 3, mean: 3 }

/** The tolerated distance of each node from its reference, in levels of 255, by the name of its file. */
const tolerances: Readonly<Record<string, Distance>> = {
  adjust: ROUNDED,
  blur: ONE_LEVEL,
  compare: ROUNDED,
  composite: ROUNDED,
  'composite-masks': ROUNDED,
  crop: EXACT,
  'edge-map': EXACT,
  'edge-map-blurred': EXACT,
  'feather-mask': ONE_LEVEL,
  'grow-mask': EXACT,
  'image-grid': ROUNDED,
  'invert-mask': EXACT,
  'mask-from-image': EXACT,
  'merge-channels': EXACT,
  pad: EXACT,
  resize: ROUNDED,
  'shape-mask': LINES,
  'shape-mask-feather': ONE_LEVEL,
  'split-channels': EXACT,
  tile: EXACT,
  turn: EXACT,
  untile: ROUNDED,
}

/** Throws for a reference without one. */
export function toleranceOf(file: string): Distance {
  const tolerance = tolerances[file]
  if (tolerance === undefined) throw new Error(`${file} has no tolerance`)
  return tolerance
}
