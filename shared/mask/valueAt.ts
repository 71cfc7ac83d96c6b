/** The number at a place of a list, and nothing outside it: what reads past an edge reads 0. */
export const valueAt = (values: ArrayLike<number>, index: number): number => values[index] ?? 0
