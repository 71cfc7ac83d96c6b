/** The number at an index of a list, or 0 outside of it: reading past an edge gives 0. */
export const valueAt = (values: ArrayLike<number>, index: number): number => values[index] ?? 0
