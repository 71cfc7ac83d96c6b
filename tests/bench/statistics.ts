/** The statistics of several measurements of one thing. */
export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** Of at least one number. */
export function summarise(numbers: readonly number[]): Summary {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = (index: number): number => sorted[Math.floor(index)] ?? Number.NaN
  const last = sorted.length - 1
  return { median: (at(last / 2) + at((last + 1) / 2)) / 2, min: at(0), max: at(last) }
}

/** Of at least one number. */
export const mean = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0) / numbers.length

/** The quantile `part` (0 to 1) of the numbers, of which there is at least one. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}
