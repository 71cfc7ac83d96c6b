import type { ReactFlowState } from '@xyflow/react'
import { useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'

/** How long nothing may be zoomed until it is over, in milliseconds. */
const REST = 200

/**
 * Marks the canvas with `data-zooming` while it is zoomed. What is panned is a layer that the browser has drawn beyond the
 * view, too, which is quick to move; but at every other zoom all of that would be drawn again, so then it is none.
 */
export function useLayer(): void {
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
