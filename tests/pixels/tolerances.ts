import type { Distance } from './measure.ts'

const EXACT: Distance = { largest: 0, mean: 0 }
/** Half a level by rounding, and an eighth by which references are rounded. */
const ROUNDED: Distance = { largest: 0.625, mean: 0.5 }
/** One of the 16 lines that are drawn through each pixel. */
const ONE_LINE: Distance = { largest: 16, mean: 5 }

/** How far each node may lie from its reference, in levels of 255. */
const tolerances: Readonly<Record<string, Distance>> = {
  'local/adjust': ROUNDED,
  'local/composite': ROUNDED,
  'local/crop': EXACT,
  'local/invert-mask': EXACT,
  'local/mask-from-image': EXACT,
  'local/merge-channels': EXACT,
  'local/pad': EXACT,
  'local/shape-mask': ONE_LINE,
  'local/split-channels': EXACT,
  'local/tile': EXACT,
  'local/turn': EXACT,
}

/** Throws for a node without one. */
export function toleranceOf(node: string): Distance {
  const tolerance = tolerances[node]
  if (tolerance === undefined) throw new Error(`${node} has no tolerance`)
  return tolerance
}
