import type { ReactFlowState } from '@xyflow/react'
import { useStore, useStoreApi, ViewportPortal } from '@xyflow/react'
import { useEffect, useState } from 'react'
import type { Rect } from '../../base/geometry.ts'
import { gapAt, backgroundAt, viewRect } from './backgroundAt.ts'

/** Of a dot, as a part of the gap between two. */
const RADIUS = 0.03

const selectGap = ({ transform }: ReactFlowState): number => gapAt(transform[2])

/**
 * The ground with its dots. It lies below everything within the part of the page that is panned, and as far as anything
 * reaches: so the browser takes all of it for one layer, draws it once, and only moves it while the view is panned.
 */
export function Background({ nodes }: { readonly nodes: Rect | null }) {
  const store = useStoreApi()
  useLayer()
  const gap = useStore(selectGap)
  const [background, setBackground] = useState<Rect | null>(null)
  useEffect(() => {
    const cover = ({ transform: [x, y, zoom], width, height }: ReactFlowState): void => {
      if (width > 0)
        setBackground((before) => backgroundAt(before, nodes, viewRect({ x, y, zoom }, { width, height })))
    }
    cover(store.getState())
    return store.subscribe(cover)
  }, [store, nodes])
  if (background === null) return null
  const { x, y, width, height } = background
  const dot = gap * RADIUS
  const edge = `transparent ${dot * 1.8}px`
  return (
    <ViewportPortal>
      <div
        className="ground"
        aria-hidden="true"
        style={{
          left: x,
          top: y,
          width,
          height,
          backgroundImage: `radial-gradient(circle, var(--line) ${dot}px, ${edge})`,
          backgroundSize: `${gap}px ${gap}px`,
          backgroundPosition: `${-gap / 2}px ${-gap / 2}px`,
        }}
      />
    </ViewportPortal>
  )
}

/** How long nothing may be zoomed until it is over, in milliseconds. */
const REST = 200

/**
 * Marks the canvas with `data-zooming` while it is zoomed. What is panned is a layer that the browser has drawn beyond the
 * view, too, which is quick to move; but at every other zoom all of that would be drawn again, so then it is none.
 */
function useLayer(): void {
  const store = useStoreApi()
  useEffect(() => {
    let zoom = store.getState().transform[2]
    let timer: ReturnType<typeof setTimeout> | undefined
    const mark = (isZooming: boolean): void =>
      void store.getState().domNode?.toggleAttribute('data-zooming', isZooming)
    const look = ({ transform }: ReactFlowState): void => {
      if (transform[2] === zoom) return
      zoom = transform[2]
      mark(true)
      clearTimeout(timer)
      timer = setTimeout(() => mark(false), REST)
    }
    const stop = store.subscribe(look)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [store])
}
