import { useEffect, useState } from 'react'
import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { useEditor } from '../../base/useEditor.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import { createTurns } from './turns.ts'

/** How long the view must not have moved to be at rest, in milliseconds: nobody reads details of a moving card. */
const REST = 80
/** Cards that are rendered in full in one frame while nothing moves. */
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

/** Records that the view has moved. */
export const recordMove = (editor: Editor): void => editor.get(cardTurns).recordMove()

/**
 * Whether a card may be rendered in full. While the view moves, cards come into view faster than they can be rendered:
 * they are sketched first, and rendered in full once it rests.
 */
export function useTurn(): boolean {
  const editor = useEditor()
  const [mine, setMine] = useState(() => !editor.get(canvasStore).getState().moving)
  useEffect(() => (mine ? undefined : editor.get(cardTurns).wait(() => setMine(true))), [editor, mine])
  return mine
}
