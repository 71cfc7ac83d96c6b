import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ResultRow } from '#shared/api/records.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import { notifyFailedLoad } from '../base/notify.ts'
import { loadOlder } from '../state/results/loadResults.ts'
import { galleryStore, keyOf } from '../state/results/gallery.ts'
import { nameResult } from '../state/viewer/nameResult.ts'
import { rowsToCompare } from './rowsToCompare.ts'
import { SIDE, StripPicture } from './StripPicture.tsx'
import { goTo } from './useNeighbours.ts'
import { compareWith, viewerStore } from '../state/viewer/viewerStore.ts'

const GAP = 6
const NONE: readonly ResultRow[] = []

/** What the strip shows: all results or, during a comparison, first what belongs to the picture. */
function useStripRows(viewed: string) {
  const results = usePart(galleryStore, (gallery) => gallery.rows) ?? NONE
  const comparing = usePart(viewerStore, (viewer) => viewer.compare !== 'off')
  const versions = usePart(viewerStore, (viewer) => viewer.versions)
  const rows = useMemo(
    () => (comparing ? rowsToCompare(results, versions, viewed) : results),
    [comparing, results, versions, viewed],
  )
  return { rows, comparing, versions }
}

/**
 * The results around the viewed one: a click opens one or, during a comparison, compares with it. Then the arrows move
 * along the strip, because the viewed picture stays.
 */
export function Strip({ viewed }: { readonly viewed: string }) {
  const editor = useEditor()
  const { rows, comparing, versions } = useStripRows(viewed)
  const other = usePart(viewerStore, (viewer) => viewer.other)
  const scroller = useRef<HTMLDivElement>(null)
  const chosen = comparing ? other : viewed
  const shownIndex = rows.findIndex(({ media }) => media.sha256 === chosen)
  const [walked, setWalked] = useState<number | null>(null)
  const stop = Math.min(Math.max(walked ?? shownIndex, 0), rows.length - 1)
  const virtual = useVirtualizer({
    horizontal: true,
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => SIDE + GAP,
    overscan: 4,
    paddingStart: 10,
    paddingEnd: 10,
    useFlushSync: false,
    rangeExtractor: (range) =>
      [...new Set([stop, ...defaultRangeExtractor(range)])].toSorted((a, b) => a - b),
  })
  useEffect(() => setWalked(null), [chosen])
  useEffect(() => {
    if (rows.length > 0) virtual.scrollToIndex(stop, { align: 'center' })
  }, [stop, rows.length === 0, virtual])
  useEffect(() => {
    if (walked !== null)
      scroller.current?.querySelector<HTMLElement>(`[data-place="${walked}"]`)?.focus({ preventScroll: true })
  }, [walked])
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 10) loadOlder(editor).catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor, last, rows.length])

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (!comparing || by === 0 || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    setWalked(Math.min(Math.max(stop + by, 0), rows.length - 1))
  }

  if (rows.length === 0) return null
  return (
    <div className="shrink-0 border-t border-line bg-card">
      {comparing && <p className="px-3 pt-2 text-[12px] text-dim">Choose what to compare with:</p>}
      <div ref={scroller} className="overflow-x-auto overflow-y-hidden" style={{ height: SIDE + 20 }}>
        <ul
          aria-label={comparing ? 'Results to compare with' : 'Results'}
          className="relative h-full"
          style={{ width: virtual.getTotalSize() }}
          onKeyDown={onKeyDown}
        >
          {shown.map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            const { sha256 } = row.media
            return (
              <StripPicture
                key={keyOf(row)}
                row={row}
                name={comparing ? nameResult(row, versions) : `${row.nodeTitle} of ${row.workflowName}`}
                index={index}
                left={start}
                mark={sha256 === chosen ? 'chosen' : sha256 === viewed ? 'viewed' : 'none'}
                isStop={index === stop}
                onChoose={
                  comparing ? (other) => compareWith(editor, other) : (sha256) => goTo(editor, sha256)
                }
              />
            )
          })}
        </ul>
      </div>
    </div>
  )
}
