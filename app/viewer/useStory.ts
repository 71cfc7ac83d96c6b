import { useEffect, useState } from 'react'
import type { ResultRow, ResultDetails } from '#shared/api/records.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import { notifyFailedLoad } from '../base/notify.ts'
import { host } from '../base/host.ts'
import { galleryStore } from '../state/results/gallery.ts'
import { useHostGone } from '../state/use.ts'

/** What is known about an asset: the gallery's data at once, everything a moment later; null before both. */
export function useStory(sha256: string | null): ResultDetails | null {
  const editor = useEditor()
  const [story, setStory] = useState<{ readonly of: string; readonly story: ResultDetails } | null>(null)
  const row = usePart(galleryStore, ({ rows }) => rows?.find(({ media }) => media.sha256 === sha256) ?? null)
  const gone = useHostGone()
  useEffect(() => {
    if (sha256 === null || gone) return
    let current = true
    host(editor)
      .request('result.story', { sha256 })
      .then((loaded) => current && setStory({ of: sha256, story: loaded }))
      .catch((thrown) => notifyFailedLoad(editor, thrown))
    return () => {
      current = false
    }
  }, [editor, sha256, gone])
  if (story !== null && story.of === sha256) return story.story
  return row === null ? null : fromRow(row)
}

const fromRow = (row: ResultRow): ResultDetails => ({
  media: row.media,
  gone: false,
  row,
  source: null,
  reuses: 0,
})
