import type { FocusEvent } from 'react'
import { useCallback, useEffect, useRef } from 'react'
import { useEditor } from '../base/useEditor.ts'
import { enterByTab, leaveByTab } from './tabStops.ts'

/** Makes the canvas one place in the order of Tab: its current card, with the controls of that. */
export function useTabStops() {
  const editor = useEditor()
  /** Whether Tab was the last thing that the user pressed: then it moves the focus. */
  const byTab = useRef(false)
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent): void => {
      byTab.current = key === 'Tab' || (key === 'Shift' && byTab.current)
    }
    const onPointerDown = (): void => {
      byTab.current = false
    }
    document.addEventListener('keydown', onKeyDown, true)
    document.addEventListener('pointerdown', onPointerDown, true)
    return () => {
      document.removeEventListener('keydown', onKeyDown, true)
      document.removeEventListener('pointerdown', onPointerDown, true)
    }
  }, [])
  const onFocus = useCallback(
    (event: FocusEvent<HTMLElement>) => {
      if (byTab.current && event.currentTarget.contains(event.target)) enterByTab(editor, event)
    },
    [editor],
  )
  return { onFocus, onKeyDown: leaveByTab }
}
