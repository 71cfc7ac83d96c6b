/** The marked pictures in the order of marking: positions from 0. */
export type Marks = readonly number[]

/** Marks a picture after the others, or unmarks it. */
export const toggleMark = (marks: Marks, index: number): Marks =>
  marks.includes(index) ? marks.filter((one) => one !== index) : [...marks, index]

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
