import type { Editor } from '../../base/editor.ts'
import { fit, reactFlow, reveal } from '../reactFlow.ts'

/** How many frames to wait until the canvas has rendered the nodes. */
const MAX_FRAMES = 120

/** Brings cards into view as soon as the canvas has them: a tab that was just opened renders them a little later. */
export function centreWhenShown(editor: Editor, ids: readonly string[], how: 'centre' | 'reveal'): void {
  let frames = 0
  const look = (): void => {
    const [first] = ids
    if (first === undefined || ++frames > MAX_FRAMES) return
    if (reactFlow(editor)?.getNode(first) === undefined) requestAnimationFrame(look)
    else if (how === 'centre') fit(editor, ids)
    else reveal(editor, first)
  }
  requestAnimationFrame(look)
}
