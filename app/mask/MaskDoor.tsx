import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { openMaskStore } from './openMask.ts'

// Its weight is for those who paint.
const MaskEditor = lazy(async () => ({ default: (await import('./MaskEditor.tsx')).MaskEditor }))

/** The mask editor, where one is open. */
export function MaskDoor() {
  const open = useStore(openMaskStore, (state) => state.open)
  return (
    <Suspense fallback={null}>
      {open !== null && <MaskEditor key={`${open.node} ${open.port}`} open={open} />}
    </Suspense>
  )
}
