import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, RefObject } from 'react'
import { useEffect, useRef, useState, useLayoutEffect } from 'react'
import type { ResultRow } from '#shared/api/records.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import { notifyFailedLoad } from '../base/notify.ts'
import { galleryStore, keyOf, toggleSelected } from '../state/results/gallery.ts'
import { useHostGone } from '../state/use.ts'
import { openViewer } from '../state/viewer/openViewer.ts'
import { gridShape, nextIndex } from '../widgets/gridMoves.ts'
import { loadOlder } from '../state/results/loadResults.ts'
import { ResultTile } from './ResultTile.tsx'
import { isEnter } from '../base/keys/isEnter.ts'

const MARGIN = 12

/** The gallery: only visible rows are rendered. Arrows navigate, Enter opens, Space selects. */
export function ResultGrid({ rows }: { readonly rows: readonly ResultRow[] }) {
  const editor = useEditor()
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const { columns, cell, step } = gridShape(width - 2 * MARGIN)
  const count = Math.ceil(rows.length / columns)
  const [activeIndex, setActiveIndex] = useState(0)
  const at = Math.min(activeIndex, rows.length - 1)
  const atRow = Math.floor(at / columns)
  const selected = usePart(galleryStore, (gallery) => gallery.selected)
  const more = usePart(galleryStore, (gallery) => gallery.more)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => step,
    overscan: 2,
    // Room for the focus ring.
    paddingStart: 4,
    paddingEnd: MARGIN,
    useFlushSync: false,
    // The focused row stays mounted, or scrolling would lose its focus.
    rangeExtractor: (range) =>
      [...new Set([atRow, ...defaultRangeExtractor(range)])].toSorted((a, b) => a - b),
  })
  useEffect(() => virtual.measure(), [virtual, step])

  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  const gone = useHostGone()
  useEffect(() => {
    if (!gone && more && last >= count - 4)
      loadOlder(editor).catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor, gone, more, last, count])

  const onKeyDown = useGridKeys(scroller, rows, { at, columns, step }, (next) => {
    setActiveIndex(next)
    virtual.scrollToIndex(Math.floor(next / columns))
  })
  const onScroll = useHeld(scroller, rows, step)

  return (
    <div ref={scroller} className="h-full overflow-y-auto" onScroll={onScroll}>
      <div
        role="grid"
        aria-label="Results"
        aria-multiselectable
        aria-rowcount={more ? -1 : count}
        aria-colcount={columns}
        className="relative"
        style={{ height: virtual.getTotalSize(), marginInline: MARGIN }}
        onKeyDown={onKeyDown}
      >
        {width > 0 &&
          shown.map(({ index, start }) => (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 1}
              className="absolute inset-x-0 top-0 flex gap-2"
              style={{ transform: `translateY(${start}px)` }}
            >
              {rows.slice(index * columns, (index + 1) * columns).map((row, column) => (
                <ResultTile
                  key={keyOf(row)}
                  row={row}
                  index={index * columns + column}
                  side={cell}
                  isActive={index * columns + column === at}
                  isSelected={selected.includes(keyOf(row))}
                  onArrive={setActiveIndex}
                />
              ))}
            </div>
          ))}
      </div>
    </div>
  )
}

interface GridPlace {
  /** The index of the focused result, from 0. */
  readonly at: number
  readonly columns: number
  /** The distance between rows, in pixels. */
  readonly step: number
}

/** The keys of the gallery. Their target gets the focus once it is rendered. */
function useGridKeys(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ResultRow[],
  { at, columns, step }: GridPlace,
  onMove: (next: number) => void,
): (event: KeyboardEvent) => void {
  const editor = useEditor()
  const wantsFocus = useRef(false)
  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    scroller.current?.querySelector<HTMLElement>(`[data-place="${at}"]`)?.focus({ preventScroll: true })
  }, [scroller, at])

  return (event) => {
    const row = rows[at]
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / step))
    const next = nextIndex(event.key, at, { columns, count: rows.length, page })
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    if (isEnter(event)) openViewer(editor, row.media.sha256)
    else if (event.key === ' ') toggleSelected(editor, keyOf(row))
    else if (next !== null && next !== at) {
      wantsFocus.current = true
      onMove(next)
    } else if (next === null) return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** Holds new results back while the user looks at older ones. */
function useHeld(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ResultRow[],
  step: number,
): () => void {
  const editor = useEditor()
  // The held-back results were added: scrolls to where they are.
  const newest = rows[0] === undefined ? '' : keyOf(rows[0])
  useEffect(() => {
    if (!editor.get(galleryStore).getState().held) scroller.current?.scrollTo({ top: 0 })
  }, [editor, scroller, newest])
  return () => {
    const held = (scroller.current?.scrollTop ?? 0) > step / 2
    if (editor.get(galleryStore).getState().held !== held) editor.get(galleryStore).setState({ held })
  }
}

/** The inner width of an element, without its scroll bar, in pixels; 0 before it is known. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const { current } = element
    if (current === null) return
    const measure = (): void => setWidth(current.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return width
}
