import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { registry } from '#nodes/registry.ts'
import type { ResultRow } from '#shared/ipc/records.ts'
import { tell } from '../commands/run.ts'
import { loadOlder } from '../panels/results/loadResults.ts'
import { startAssetDrag } from '../previews/assetDrag.ts'
import { Thumb } from '../previews/Thumb.tsx'
import { galleryStore, keyOf } from '../stores/gallery.ts'
import { fileName } from './acts/fileName.ts'
import { goTo } from './useNeighbours.ts'
import { compareWith, viewerStore } from './viewerStore.ts'

const SIDE = 60
const NONE: readonly ResultRow[] = []

/** The results around the viewed one: a click goes to one or, while two are compared, compares with it. */
export function Strip({ viewed }: { readonly viewed: string }) {
  const rows = useStore(galleryStore, (gallery) => gallery.rows) ?? NONE
  const comparing = useStore(viewerStore, (viewer) => viewer.compare !== 'off')
  const other = useStore(viewerStore, (viewer) => viewer.other)
  const scroller = useRef<HTMLDivElement>(null)
  const here = rows.findIndex(({ media }) => media.sha256 === viewed)
  const virtual = useVirtualizer({
    horizontal: true,
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => SIDE + 6,
    overscan: 4,
    paddingStart: 10,
    paddingEnd: 10,
    useFlushSync: false,
    rangeExtractor: (range) =>
      [...new Set([Math.max(here, 0), ...defaultRangeExtractor(range)])].toSorted((a, b) => a - b),
  })
  useEffect(() => {
    if (here >= 0) virtual.scrollToIndex(here, { align: 'auto' })
  }, [here, virtual])
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 10) loadOlder().catch(tell)
  }, [last, rows.length])
  if (rows.length === 0) return null
  return (
    <div className="shrink-0 border-t border-line bg-card">
      {comparing && <p className="px-3 pt-2 text-[12px] text-dim">Choose what to compare with:</p>}
      <div ref={scroller} className="overflow-x-auto overflow-y-hidden" style={{ height: SIDE + 20 }}>
        <ul
          aria-label={comparing ? 'Results to compare with' : 'Results'}
          className="relative h-full"
          style={{ width: virtual.getTotalSize() }}
        >
          {shown.map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            const { media, nodeTitle, workflowName } = row
            const current = media.sha256 === (comparing ? other : viewed)
            return (
              <li
                key={keyOf(row)}
                className="absolute top-[8px] left-0"
                style={{ transform: `translateX(${start}px)` }}
              >
                <button
                  type="button"
                  tabIndex={current || (index === shown[0]?.index && other === null) ? 0 : -1}
                  aria-label={`${nodeTitle} of ${workflowName}`}
                  aria-current={current ? 'true' : undefined}
                  title={`${workflowName}: ${nodeTitle}`}
                  draggable
                  className={`block overflow-hidden rounded-md border-2 bg-canvas ${
                    current
                      ? 'border-accent'
                      : media.sha256 === viewed
                        ? 'border-dim'
                        : 'border-transparent hover:border-line'
                  }`}
                  style={{ width: SIDE, height: SIDE }}
                  onDragStart={(event) => startAssetDrag(event, media, fileName(media, row, registry))}
                  onClick={() => (comparing ? compareWith(media.sha256) : goTo(media.sha256))}
                >
                  <Thumb media={media} alt="" side={256} />
                </button>
              </li>
            )
          })}
        </ul>
      </div>
    </div>
  )
}
