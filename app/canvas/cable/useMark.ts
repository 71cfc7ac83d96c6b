import { useCallback } from 'react'
import { useEditor } from '../../base/useEditor.ts'
import { markCable } from './trace.ts'

/** A ref for the element of a cable with `data-cable`: marks it as the others are when it appears. */
export function useMark(): (element: Element | null) => void {
  const editor = useEditor()
  return useCallback(
    (element) => {
      if (element !== null) markCable(editor, element)
    },
    [editor],
  )
}
