const FIRST = 250
const LONGEST = 5_000

/** How long to wait before the next try, in milliseconds, after `failures` in a row: twice as long each time, to 5 s. */
export const backoff = (failures: number): number => Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10))
