import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { useView } from '../state/use.ts'
import { show } from '../state/view.ts'

/** The field for the key: it gets the focus when somebody was led to it. */
export function useKeyField(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null)
  const isWanted = useView((view) => view.keyField)
  useLayoutEffect(() => {
    if (!isWanted) return
    field.current?.focus()
    show({ keyField: false })
  }, [isWanted])
  return field
}
