const FIRST = 250
const LONGEST = 5_000

/** The delay before the next try after `failures` in a row, in milliseconds: doubles each time, up to 5 s. */
export const backoff = (failures: number): number => Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10))
