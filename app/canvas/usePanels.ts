import { useEffect, useRef } from 'react'
import { useEditor, usePart } from '../base/useEditor.ts'
import { giveBack, makeWay } from '../graph/acts/camera.ts'
import { paneRect } from '../graph/reactFlow.ts'
import { viewStore } from '../state/view.ts'

/**
 * Keeps the selection visible beside a panel and the inspector while they are open, and gives the view back when they
 * are closed.
 */
export function usePanels(): void {
  const editor = useEditor()
  const panel = usePart(viewStore, (view) => view.panel)
  const inspector = usePart(viewStore, (view) => view.inspector)
  const isOpen = useRef(false)
  /** The size of the canvas while nothing was open. */
  const size = useRef({ width: 0, height: 0 })
  useEffect(() => {
    const wasOpen = isOpen.current
    isOpen.current = panel !== null || inspector
    if (!isOpen.current) {
      const { width, height } = paneRect()
      size.current = { width, height }
      if (wasOpen) giveBack(editor)
      return undefined
    }
    if (size.current.width === 0) {
      const { width, height } = paneRect()
      size.current = { width, height }
    }
    // A panel that loads later gets its width later.
    const watch = new ResizeObserver(() => makeWay(editor, { x: 0, y: 0, ...size.current }))
    for (const element of document.querySelectorAll('[data-panel], [data-canvas]')) watch.observe(element)
    return () => watch.disconnect()
  }, [editor, panel, inspector])
}
