/** The number at a place of a list, and nothing outside it: what reads past an edge reads 0. */
export const valueAt = (values: ArrayLike<number>, place: number): number => values[place] ?? 0
