import { useEffect, useState } from 'react'
import type { Media } from '#shared/ports/value.ts'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'

/** The frame rate of a video: its own if it is known, else as read from its file; null until then. */
export function useFps({ sha256, fps }: Media): number | null {
  const editor = useEditor()
  const [read, setRead] = useState<number | null>(null)
  useEffect(() => {
    if (fps !== undefined) return
    let isOver = false
    import('../read/readFps.ts')
      .then(async ({ readFps }) => readFps(mediaUrl(editor, sha256)))
      .then((rate) => {
        if (!isOver) setRead(rate)
      })
      // Then the player goes by a usual rate; that the file cannot be read is shown by the player itself.
      .catch(() => setRead(null))
    return () => {
      isOver = true
    }
  }, [editor, sha256, fps])
  return fps ?? read
}
