import type { ReactFlowState } from '@xyflow/react'
import { useStore, useStoreApi, ViewportPortal } from '@xyflow/react'
import { useEffect, useState } from 'react'
import type { Rect } from '../../base/geometry.ts'
import { gapAt, backgroundAt, viewRect } from './backgroundAt.ts'

/** The radius of a dot, as a fraction of the gap between two. */
const RADIUS = 0.03

const selectGap = ({ transform }: ReactFlowState): number => gapAt(transform[2])

/**
 * The background with its dots. It lies below everything in the panned part of the page and covers its whole extent: so
 * the browser makes all of it one layer, paints it once, and only moves it while the view is panned.
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

/** How long after the last change of zoom zooming counts as over, in milliseconds. */
const REST = 200

/**
 * Marks the canvas with `data-zooming` while it is zoomed. The panned part is a layer that the browser has painted
 * beyond the view, which is fast to move; but every change of zoom would repaint all of it, so it is no layer while
 * zooming.
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
