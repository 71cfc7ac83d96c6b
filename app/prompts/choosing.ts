/** The marked pictures in the order of marking: positions from 0. */
export type Marks = readonly number[]

/** Marks a picture after the others, or unmarks it. */
export const toggleMark = (marks: Marks, index: number): Marks =>
  marks.includes(index) ? marks.filter((one) => one !== index) : [...marks, index]

/** Marks every picture from one to another, both included, after those that are marked already. */
export function markRange(marks: Marks, from: number, to: number): Marks {
  const step = from <= to ? 1 : -1
  const range = Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => from + at * step)
  return [...marks, ...range.filter((index) => !marks.includes(index))]
}

/** `2 of 64 chosen`; all are marked with the keys that select all elsewhere. */
export const countText = (marks: Marks, count: number): string =>
  count === 1 ? '' : `${marks.length} of ${count} chosen`

/** The number of columns at which the pictures are largest. */
export const columnsFor = (count: number): number =>
  count <= 3 ? Math.max(1, count) : count === 4 ? 2 : count <= 9 ? 3 : 4

/** The label of the button that continues with them. */
export const chooseButtonText = (marks: Marks, count: number): string =>
  marks.length === 0
    ? 'Choose a picture'
    : count === 1
      ? 'Use this picture'
      : `Use ${marks.length} ${marks.length === 1 ? 'picture' : 'pictures'}`
