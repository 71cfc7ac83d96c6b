/** How the gallery lies in its width, in pixels. */
export interface GridShape {
  readonly columns: number
  /** The side of a picture's square. */
  readonly cell: number
  /** From the top of one row to the top of the next. */
  readonly step: number
}

const GAP = 8
const CAPTION = 24
/** A picture is about so wide, as many as fit. */
const WIDTH = 148

/** The gallery in a width without its margins. */
export function gridShape(width: number): GridShape {
  const columns = Math.max(1, Math.floor((width + GAP) / (WIDTH + GAP)))
  const cell = Math.max(1, Math.floor((width - GAP * (columns - 1)) / columns))
  return { columns, cell, step: cell + CAPTION + GAP }
}

/** Where a key leads from the place `at` among `count` in rows of `columns`; null where it leads nowhere. */
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
  // A page that is cut short ends at its first or last; other steps out of the list lead nowhere.
  if (key === 'PageUp') return at % columns
  if (key === 'PageDown') return count - 1
  return key === 'ArrowDown' && Math.floor(at / columns) < Math.floor((count - 1) / columns) ? count - 1 : at
}
