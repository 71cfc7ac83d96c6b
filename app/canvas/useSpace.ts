import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { acceptsText } from '../base/keys/acceptsText.ts'

/**
 * While Space is held, the canvas is marked so: then a drag anywhere pans, on cards too. A mark instead of a state, which
 * would draw every card again.
 */
export function useSpace(): RefObject<HTMLDivElement | null> {
  const canvas = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const hold = (isHeld: boolean): void => void canvas.current?.toggleAttribute('data-space', isHeld)
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.code === 'Space' && !acceptsText(event.target)) hold(true)
    }
    const onKeyUp = (event: KeyboardEvent): void => {
      if (event.code === 'Space') hold(false)
    }
    const onBlur = (): void => hold(false)
    document.addEventListener('keydown', onKeyDown)
    document.addEventListener('keyup', onKeyUp)
    window.addEventListener('blur', onBlur)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('keyup', onKeyUp)
      window.removeEventListener('blur', onBlur)
    }
  }, [])
  return canvas
}
