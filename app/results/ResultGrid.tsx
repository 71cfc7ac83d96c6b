import type { KeyboardEvent, RefObject } from 'react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ResultRow } from '#shared/api/records.ts'
import { isEnter } from '../base/keys/isEnter.ts'
import { notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import {
  chosenWith,
  galleryStore,
  keyOf,
  selectEveryResult,
  selectNoResult,
  toggleSelected,
} from '../state/results/gallery.ts'
import { loadOlder } from '../state/results/loadResults.ts'
import { useHostGone } from '../state/use.ts'
import { openViewer } from '../state/viewer/openViewer.ts'
import type { Place } from './masonry.ts'
import { CAPTION, nextPlace, placeAll, placesBetween } from './masonry.ts'
import { deleteResults } from './resultActs.ts'
import { ResultTile } from './ResultTile.tsx'

const MARGIN = 12
/** How far beyond the view results are drawn, in pixels. */
const BEYOND = 400

/** Height by width of a medium; a square where it has neither. */
const ratioOf = ({ media: { width, height } }: ResultRow): number =>
  width === undefined || height === undefined || width === 0 ? 1 : height / width

/** The gallery: only what is in view is drawn. Arrows navigate, Enter opens, Space selects, Delete deletes. */
export function ResultGrid({ rows }: { readonly rows: readonly ResultRow[] }) {
  const editor = useEditor()
  const scroller = useRef<HTMLDivElement>(null)
  const { width, height, top, onScroll } = useView(scroller)
  const { places, height: whole } = useMemo(
    () => placeAll(rows.map(ratioOf), width - 2 * MARGIN),
    [rows, width],
  )
  const [activeIndex, setActiveIndex] = useState(0)
  const at = Math.min(activeIndex, rows.length - 1)
  const selected = usePart(galleryStore, (gallery) => gallery.selected)
  const more = usePart(galleryStore, (gallery) => gallery.more)
  // The focused result stays mounted, or scrolling would lose its focus.
  const shown = [...new Set([...placesBetween(places, top - BEYOND, top + height + BEYOND), at])].toSorted(
    (one, other) => one - other,
  )
  const gone = useHostGone()
  const nearEnd = top + height + BEYOND >= whole
  useEffect(() => {
    if (!gone && more && nearEnd && height > 0)
      loadOlder(editor).catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor, gone, more, nearEnd, height, rows])
  const onKeyDown = useGridKeys(scroller, rows, { at, places }, setActiveIndex)
  const hold = useHeld(scroller, rows)

  return (
    <div
      ref={scroller}
      className="h-full overflow-y-auto"
      onScroll={() => {
        onScroll()
        hold()
      }}
    >
      <div
        role="grid"
        aria-label="Results"
        aria-multiselectable
        aria-rowcount={more ? -1 : rows.length}
        className="relative"
        style={{ height: whole + 4 + MARGIN, marginInline: MARGIN }}
        onKeyDown={onKeyDown}
      >
        {width > 0 &&
          shown.map((index) => {
            const [row, place] = [rows[index], places[index]]
            return (
              row !== undefined &&
              place !== undefined && (
                <ResultTile
                  key={keyOf(row)}
                  row={row}
                  index={index}
                  place={place}
                  isActive={index === at}
                  isSelected={selected.includes(keyOf(row))}
                  isChoosing={selected.length > 0}
                  onArrive={setActiveIndex}
                />
              )
            )
          })}
      </div>
    </div>
  )
}

/** The size of the view, without its scroll bar, and how far it is scrolled, in pixels; 0 before they are known. */
function useView(element: RefObject<HTMLElement | null>) {
  const [view, setView] = useState({ width: 0, height: 0, top: 0 })
  const measure = (): void => {
    const { clientWidth: width = 0, clientHeight: height = 0, scrollTop = 0 } = element.current ?? {}
    // In steps: each of them draws the gallery again.
    const top = Math.floor(scrollTop / (BEYOND / 4)) * (BEYOND / 4)
    setView((before) =>
      before.width === width && before.height === height && before.top === top
        ? before
        : { width, height, top },
    )
  }
  useLayoutEffect(() => {
    const { current } = element
    if (current === null) return
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return { ...view, onScroll: measure }
}

interface GridFocus {
  /** The index of the focused result, from 0. */
  readonly at: number
  readonly places: readonly Place[]
}

/** The keys of the gallery. Their target gets the focus once it is drawn. */
function useGridKeys(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ResultRow[],
  { at, places }: GridFocus,
  onMove: (next: number) => void,
): (event: KeyboardEvent) => void {
  const editor = useEditor()
  const wantsFocus = useRef(false)
  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    scroller.current?.querySelector<HTMLElement>(`[data-place="${at}"]`)?.focus({ preventScroll: true })
  }, [scroller, at])

  const move = (next: number): void => {
    const place = places[next]
    const view = scroller.current
    if (place === undefined || view === null || next === at) return
    wantsFocus.current = true
    onMove(next)
    const end = place.top + place.height + CAPTION + MARGIN
    if (place.top < view.scrollTop) view.scrollTop = Math.max(0, place.top - MARGIN)
    else if (end > view.scrollTop + view.clientHeight) view.scrollTop = end - view.clientHeight
  }

  return (event) => {
    const row = rows[at]
    if (row === undefined || event.altKey) return
    const next = nextPlace(event.key, at, places, scroller.current?.clientHeight ?? 0)
    const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a'
    if (isAll) selectEveryResult(editor)
    else if (event.ctrlKey || event.metaKey) return
    else if (isEnter(event)) openViewer(editor, row.media.sha256)
    else if (event.key === ' ') toggleSelected(editor, keyOf(row))
    else if (event.key === 'Delete' || event.key === 'Backspace')
      deleteResults(editor, chosenWith(editor, row)).catch((thrown) => notifyFailure(editor, thrown))
    else if (event.key === 'Escape' && editor.get(galleryStore).getState().selected.length > 0)
      selectNoResult(editor)
    else if (next !== null) move(next)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** Holds new results back while the user looks at older ones. */
function useHeld(scroller: RefObject<HTMLDivElement | null>, rows: readonly ResultRow[]): () => void {
  const editor = useEditor()
  // The held-back results were added: scrolls to where they are.
  const newest = rows[0] === undefined ? '' : keyOf(rows[0])
  useEffect(() => {
    if (!editor.get(galleryStore).getState().held) scroller.current?.scrollTo({ top: 0 })
  }, [editor, scroller, newest])
  return () => {
    const held = (scroller.current?.scrollTop ?? 0) > HELD_FROM
    if (editor.get(galleryStore).getState().held !== held) editor.get(galleryStore).setState({ held })
  }
}

/** How far the gallery is scrolled while older results are looked at, in pixels. */
const HELD_FROM = 90
