import { useEffect, useState } from 'react'
import { canvasStore } from '../canvasStore.ts'
import { createTurns } from './turns.ts'

const turns = createTurns((callback) => void requestAnimationFrame(callback))

/**
 * Whether a card may be drawn whole. While the view moves, cards come into it faster than they can be drawn in time: then
 * they are sketched, and drawn whole one a frame.
 */
export function useTurn(): boolean {
  const [mine, setMine] = useState(() => !canvasStore.getState().moving)
  useEffect(() => (mine ? undefined : turns.wait(() => setMine(true))), [mine])
  return mine
}
