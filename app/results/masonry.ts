/** Where a result stands in the gallery, in pixels from the upper left corner of all of them. */
export interface Place {
  /** From 0. */
  readonly column: number
  readonly left: number
  readonly top: number
  readonly width: number
  /** Of the picture, without its caption. */
  readonly height: number
}

export interface Masonry {
  readonly places: readonly Place[]
  /** The height of all columns. */
  readonly height: number
}

const GAP = 8
/** Two lines below each picture. */
export const CAPTION = 40
/** The least width of a picture: a panel of the usual width has two columns, also beside a scroll bar. */
const NARROW = 140
/** The same where there is room to look at pictures. */
const WIDE = 220
const ROOM = 700
/** Of a very tall or wide picture only the middle is shown. */
const [FLATTEST, TALLEST] = [0.3, 2]

/** Results in columns, each below what ends highest. `ratios`: height by width, in the order of the results. */
export function placeAll(ratios: readonly number[], width: number): Masonry {
  const least = width < ROOM ? NARROW : WIDE
  const columns = Math.max(1, Math.floor((width + GAP) / (least + GAP)))
  const side = Math.max(1, Math.floor((width - GAP * (columns - 1)) / columns))
  const ends = Array.from({ length: columns }, () => 0)
  const places = ratios.map((ratio): Place => {
    const top = Math.min(...ends)
    const column = ends.indexOf(top)
    const height = Math.round(side * Math.min(TALLEST, Math.max(FLATTEST, ratio)))
    ends[column] = top + height + CAPTION + GAP
    return { column, left: column * (side + GAP), top, width: side, height }
  })
  return { places, height: Math.max(0, ...ends) }
}

/** The results that are at least partly between two heights. */
export const placesBetween = (places: readonly Place[], from: number, to: number): readonly number[] =>
  [...places.entries()].flatMap(([index, { top, height }]) =>
    top < to && top + height + CAPTION > from ? [index] : [],
  )

/** The target of a key at the result `at`; null if the key does not move. `page`: the height of what is in view. */
export function nextPlace(key: string, at: number, places: readonly Place[], page: number): number | null {
  const here = places[at]
  if (here === undefined) return null
  const last = places.length - 1
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1)
    case 'ArrowRight':
      return Math.min(last, at + 1)
    case 'ArrowUp':
      return inColumn(places, here, here.top - 1, 'last') ?? at
    case 'ArrowDown':
      return inColumn(places, here, here.top + 1, 'first') ?? at
    case 'PageUp':
      return inColumn(places, here, here.top - page, 'last') ?? inColumn(places, here, 0, 'first') ?? at
    case 'PageDown':
      return (
        inColumn(places, here, here.top + page, 'first') ?? inColumn(places, here, Infinity, 'last') ?? at
      )
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

/** In the same column: the first one from a height on, or the last one up to it. */
function inColumn(
  places: readonly Place[],
  { column }: Place,
  height: number,
  which: 'first' | 'last',
): number | undefined {
  const own = [...places.entries()].filter(([, place]) => place.column === column)
  const found =
    which === 'first'
      ? own.find(([, { top }]) => top >= height)
      : own.findLast(([, { top }]) => top <= height)
  return found?.[0]
}
