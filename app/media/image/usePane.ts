import type { PointerEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { usePart, useEditor } from '../../base/useEditor.ts'
import type { Size, View } from '../../state/viewer/geometry.ts'
import { fitView, held, panBy, wheelZoom, zoomTo } from '../../state/viewer/geometry.ts'
import { viewerStore } from '../../state/viewer/viewerStore.ts'

/** A stage for a picture of this size: its own size, the view in it, and the gestures that change the view. */
export function usePane(picture: Size) {
  const editor = useEditor()
  const element = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<Size | null>(null)
  const saved = usePart(viewerStore, (viewer) => viewer.view)
  useEffect(() => {
    const { current } = element
    if (current === null) return
    const observer = new ResizeObserver(() =>
      setSize({ width: current.clientWidth, height: current.clientHeight }),
    )
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  const view: View | null =
    size === null ? null : saved === null ? fitView(size, picture) : held(saved, size, picture)

  /** What the listeners read: they stay attached while the view changes. */
  const now = useRef({ size, view, picture })
  now.current = { size, view, picture }

  useEffect(() => {
    const { current } = element
    if (current === null) return
    // React's own listener is passive and could not keep the page from zooming.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const { size: room, view: from, picture: of } = now.current
      if (room === null || from === null) return
      const box = current.getBoundingClientRect()
      const at = { x: event.clientX - box.x - box.width / 2, y: event.clientY - box.y - box.height / 2 }
      const zoom = from.zoom * wheelZoom(event.deltaY, event.ctrlKey)
      editor.get(viewerStore).setState({ view: zoomTo(from, zoom, at, room, of) })
    }
    current.addEventListener('wheel', onWheel, { passive: false })
    return () => current.removeEventListener('wheel', onWheel)
  }, [editor])

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 && event.button !== 1) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    element.current?.focus()
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || size === null || view === null) return
    const by = { x: event.movementX, y: event.movementY }
    editor.get(viewerStore).setState({ view: panBy(view, by, size, picture) })
  }
  return { element, size, view, gestures: { onPointerDown, onPointerMove } }
}
