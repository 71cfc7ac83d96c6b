import { useEffect, useState } from 'react'
import { useEditor } from '../../base/useEditor.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import { createTurns } from './turns.ts'

/** How long the view must not have moved to be at rest, in milliseconds: an eye that follows a moving card reads no more. */
const REST = 80
/** Cards that are drawn whole in one frame, while nothing moves. */
const AT_ONCE = 3

let movedAt = -REST

/** Notes that the view has been moved. */
export function recordMove(): void {
  movedAt = performance.now()
}

const turns = createTurns((callback) => {
  const look = (): void => {
    if (performance.now() - movedAt >= REST) callback()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}, AT_ONCE)

/**
 * Whether a card may be drawn whole. While the view moves, cards come into it faster than they can be drawn in time: then
 * they are sketched, and drawn whole as soon as it rests.
 */
export function useTurn(): boolean {
  const editor = useEditor()
  const [mine, setMine] = useState(() => !editor.get(canvasStore).getState().moving)
  useEffect(() => (mine ? undefined : turns.wait(() => setMine(true))), [mine])
  return mine
}
