/** The layout of the gallery, in pixels. */
export interface GridShape {
  readonly columns: number
  /** The side of a picture's square. */
  readonly cell: number
  /** The distance from one row to the next. */
  readonly step: number
}

const GAP = 8
const CAPTION = 24
/** The least width of a picture: a panel of the usual width has two columns, also beside a scroll bar. */
const WIDTH = 140

/** Computes the layout for a width without margins. */
export function gridShape(width: number): GridShape {
  const columns = Math.max(1, Math.floor((width + GAP) / (WIDTH + GAP)))
  const cell = Math.max(1, Math.floor((width - GAP * (columns - 1)) / columns))
  return { columns, cell, step: cell + CAPTION + GAP }
}

/** The target of a key from index `at` among `count` in rows of `columns`; null if it does not move. */
export function nextIndex(
  key: string,
  at: number,
  { columns, count, page }: { readonly columns: number; readonly count: number; readonly page: number },
): number | null {
  const by: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * page,
    PageDown: columns * page,
    Home: -at,
    End: count - 1 - at,
  }
  const step = by[key]
  if (step === undefined || count === 0) return null
  const next = at + step
  if (next >= 0 && next < count) return next
  // A page step stops at the first or last item; other steps out of the list do not move.
  if (key === 'PageUp') return at % columns
  if (key === 'PageDown') return count - 1
  return key === 'ArrowDown' && Math.floor(at / columns) < Math.floor((count - 1) / columns) ? count - 1 : at
}
