import type { Editor } from '../../base/editor.ts'
import { messageTime } from '../../base/messageTime.ts'
import { canvasStore, setCanvas } from './canvasStore.ts'

/** How long it is said why a cable could not be connected, in milliseconds. */
const STAYS = 4000

/** Takes each refusal of a cable away after a while. Returns the way to stop. */
export function hideRefusal(editor: Editor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = editor.get(canvasStore).subscribe(({ refusal }, before) => {
    if (refusal === before.refusal) return
    clearTimeout(timer)
    if (refusal !== null) timer = setTimeout(() => setCanvas(editor, { refusal: null }), messageTime(STAYS))
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}
