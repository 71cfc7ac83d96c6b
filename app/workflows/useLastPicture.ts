import { useEffect, useState } from 'react'
import type { Media } from '#shared/ports/value.ts'
import { host } from '../base/host.ts'
import { notifyFailedLoad } from '../base/notify.ts'
import { useEditor } from '../base/useEditor.ts'
import { useHostGone } from '../state/use.ts'

/** The newest picture that a workflow of this name has made; null for none, and until it is known. */
export function useLastPicture(name: string): Media | null {
  const editor = useEditor()
  const gone = useHostGone()
  const [picture, setPicture] = useState<Media | null>(null)
  useEffect(() => {
    if (gone) return undefined
    let current = true
    host(editor)
      .request('result.list', { before: null, most: 1, text: '', workflowName: name, kind: 'pictures' })
      .then(([newest]) => {
        if (current) setPicture(newest?.media ?? null)
      })
      .catch((thrown) => notifyFailedLoad(editor, thrown))
    return () => {
      current = false
    }
  }, [editor, gone, name])
  return picture
}
