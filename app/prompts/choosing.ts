/** The pictures that are marked, in the order in which they were: places from 0. */
export type Marks = readonly number[]

/** Marks a picture after the others, or no longer. */
export const toggleMark = (marks: Marks, index: number): Marks =>
  marks.includes(index) ? marks.filter((one) => one !== index) : [...marks, index]

/** Pictures in rows of so many are as large as they can be. */
export const columnsFor = (count: number): number =>
  count <= 3 ? Math.max(1, count) : count === 4 ? 2 : count <= 9 ? 3 : 4

/** What the button says that goes on with them. */
export const chooseButtonText = (marks: Marks, count: number): string =>
  marks.length === 0
    ? 'Choose a picture'
    : count === 1
      ? 'Use this picture'
      : `Use ${marks.length} ${marks.length === 1 ? 'picture' : 'pictures'}`
