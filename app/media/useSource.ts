import type { RefObject } from 'react'
import { useEffect } from 'react'

/**
 * Loads a medium into an element, and unloads it when the element goes: an element that is gone keeps what it has loaded,
 * tens of megabytes of a video, until the browser collects it.
 */
export function useSource(element: RefObject<HTMLMediaElement | null>, url: string): void {
  useEffect(() => {
    const { current } = element
    if (current === null) return
    current.src = url
    return () => {
      current.pause()
      current.removeAttribute('src')
      current.load()
    }
  }, [element, url])
}
