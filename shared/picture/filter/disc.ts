import { integerAt } from './at.ts'
/** Half the length of each chord of the digital disc dx² + dy² <= radius², by its distance from the middle: from 0 to `radius`. */
export function chordsOf(radius: number): Int32Array {
  const chords = new Int32Array(radius + 1)
  let half = radius
  for (let away = 0; away <= radius; away += 1) {
    // In integers, so that no root is rounded the wrong way.
    while (half * half + away * away > radius * radius) half -= 1
    chords[away] = half
  }
  return chords
}

/** Steps to the eight neighbours, row by row. */
export const NEIGHBOURS = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [-1, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
] as const

/** Offsets from a centre: across and down. */
export interface Offsets {
  readonly across: Int32Array
  readonly down: Int32Array
}

/**
 * The points of a disc that are in none of the equal discs around some of the centre's neighbours. `neighbours` has a
 * bit for each of `NEIGHBOURS`, and at least one.
 */
export function restOfDisc(chords: Int32Array, neighbours: number): Offsets {
  const radius = chords.length - 1
  const others = NEIGHBOURS.filter((_, at) => (neighbours & (1 << at)) !== 0)
  const across: number[] = []
  const down: number[] = []
  const inDisc = (x: number, y: number): boolean =>
    Math.abs(y) <= radius && Math.abs(x) <= (chords[Math.abs(y)] ?? -1)
  for (let y = -radius; y <= radius; y += 1) {
    const half = integerAt(chords, Math.abs(y))
    const addRange = (from: number, to: number): void => {
      for (let x = from; x <= to; x += 1) {
        if (others.some(([dx, dy]) => inDisc(x - dx, y - dy))) continue
        across.push(x)
        down.push(y)
      }
    }
    // The coverage of the first one is skipped at once: nothing if it has no chord.
    const [dx, dy] = others[0] ?? [0, 0]
    const other = chords[Math.abs(y - dy)]
    if (other === undefined) addRange(-half, half)
    else {
      addRange(-half, Math.min(half, dx - other - 1))
      addRange(Math.max(-half, dx + other + 1), half)
    }
  }
  return { across: Int32Array.from(across), down: Int32Array.from(down) }
}
