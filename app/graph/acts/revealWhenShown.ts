import type { Editor } from '../../base/editor.ts'
import { reactFlow } from '../reactFlow.ts'
import { fit, revealNew } from './camera.ts'

/** How many frames to wait until the canvas has rendered the nodes. */
const MAX_FRAMES = 120

/**
 * Brings nodes into view as soon as the canvas has them, which takes a frame, or longer in a tab that was just opened:
 * moves the view to them, or frames them alone.
 */
export function revealWhenShown(
  editor: Editor,
  ids: readonly string[],
  how: 'reveal' | 'frame' = 'reveal',
): void {
  let frames = 0
  const look = (): void => {
    if (ids.length === 0 || ++frames > MAX_FRAMES) return
    const canvas = reactFlow(editor)
    if (ids.some((id) => canvas?.getNode(id) === undefined)) requestAnimationFrame(look)
    else if (how === 'frame') fit(editor, ids)
    else revealNew(editor, ids)
  }
  requestAnimationFrame(look)
}
