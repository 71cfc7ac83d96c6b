import type { Editor } from '../../base/editor.ts'
import { messageTime } from '../../base/messageTime.ts'
import { canvasStore, setCanvas } from './canvasStore.ts'

/** How long a refused connection is explained, in milliseconds. */
const STAYS = 4000

/** Hides each refusal of a cable after a while. Returns a function that stops it. */
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
