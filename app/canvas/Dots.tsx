import { useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { dotsAt } from './dotsAt.ts'

/**
 * The dots behind the nodes. They lie on a layer of their own that is only moved while the view is panned, and are drawn
 * again when it is zoomed.
 */
export function Dots() {
  const store = useStoreApi()
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let zoom = 0
    const place = (): void => {
      const style = layer.current?.style
      const [x, y, nextZoom] = store.getState().transform
      if (style === undefined) return
      const dots = dotsAt({ x, y, zoom: nextZoom })
      style.transform = `translate3d(${dots.x}px, ${dots.y}px, 0)`
      if (zoom === nextZoom) return
      zoom = nextZoom
      style.setProperty('--gap', `${dots.gap}px`)
      style.setProperty('--dot', `${dots.radius}px`)
    }
    place()
    return store.subscribe(place)
  }, [store])
  return <div ref={layer} className="dots" aria-hidden="true" />
}
