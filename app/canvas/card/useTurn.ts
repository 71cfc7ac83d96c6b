import { useEffect, useState } from 'react'
import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { useEditor } from '../../base/useEditor.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import { createTurns } from './turns.ts'

/** How long the view must not have moved to be at rest, in milliseconds: an eye that follows a moving card reads no more. */
const REST = 80
/** Cards that are drawn whole in one frame, while nothing moves. */
const AT_ONCE = 3

const cardTurns = definePart(
  () => {
    let movedAt = -REST
    let frame = 0
    const turns = createTurns((callback) => {
      const look = (): void => {
        if (performance.now() - movedAt >= REST) callback()
        else frame = requestAnimationFrame(look)
      }
      frame = requestAnimationFrame(look)
    }, AT_ONCE)
    return {
      wait: turns.wait,
      recordMove: () => {
        movedAt = performance.now()
      },
      stop: () => cancelAnimationFrame(frame),
    }
  },
  ({ stop }) => stop(),
)

/** Notes that the view has been moved. */
export const recordMove = (editor: Editor): void => editor.get(cardTurns).recordMove()

/**
 * Whether a card may be drawn whole. While the view moves, cards come into it faster than they can be drawn in time: then
 * they are sketched, and drawn whole as soon as it rests.
 */
export function useTurn(): boolean {
  const editor = useEditor()
  const [mine, setMine] = useState(() => !editor.get(canvasStore).getState().moving)
  useEffect(() => (mine ? undefined : editor.get(cardTurns).wait(() => setMine(true))), [editor, mine])
  return mine
}
