import { Suspense, lazy } from 'react'
import { useStore } from 'zustand'
import { answerStore } from './answerStore.ts'

const AnswerDialog = lazy(async () => ({ default: (await import('./AnswerDialog.tsx')).AnswerDialog }))

/** What a run asks, where somebody has opened it. */
export function AnswerDoor() {
  const open = useStore(answerStore, (state) => state.open)
  return (
    <Suspense fallback={null}>
      {open !== null && <AnswerDialog key={`${open.run} ${open.node}`} open={open} />}
    </Suspense>
  )
}
