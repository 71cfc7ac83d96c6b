/** The pictures that are marked, in the order in which they were: places from 0. */
export type Marks = readonly number[]

/** Marks a picture after the others, or no longer. */
export const toggleMark = (marks: Marks, place: number): Marks =>
  marks.includes(place) ? marks.filter((one) => one !== place) : [...marks, place]

/** Pictures in rows of so many are as large as they can be. */
export const columnsFor = (count: number): number =>
  count <= 3 ? Math.max(1, count) : count === 4 ? 2 : count <= 9 ? 3 : 4

/** What the button says that goes on with them. */
export const goOnWords = (marks: Marks, count: number): string =>
  marks.length === 0
    ? 'Choose a picture'
    : count === 1
      ? 'Use this picture'
      : `Use ${marks.length} ${marks.length === 1 ? 'picture' : 'pictures'}`
