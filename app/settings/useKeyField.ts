import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { useEditor } from '../base/useEditor.ts'
import { useView } from '../state/use.ts'
import { show } from '../state/view.ts'

/** The field for the key: it gets the focus when somebody was led to it. */
export function useKeyField(): RefObject<HTMLInputElement | null> {
  const editor = useEditor()
  const field = useRef<HTMLInputElement>(null)
  const isWanted = useView((view) => view.keyField)
  useLayoutEffect(() => {
    if (!isWanted) return
    field.current?.focus()
    show(editor, { keyField: false })
  }, [editor, isWanted])
  return field
}
