import { useEffect } from 'react'
import { isPicture } from '#shared/media/kinds.ts'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import { defineStore } from '../base/editor.ts'
import { host } from '../base/host.ts'
import { notifyFailedLoad } from '../base/notify.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import type { KnownMedia } from './mediaProps.ts'

const withName = (media: Media, name: string | undefined): Media =>
  media.name === undefined && name !== undefined ? { ...media, name } : media

/** What the host has said about assets, by SHA-256. They never change. */
const openedStore = defineStore<Readonly<Record<string, Media>>>(() => ({}))

/**
 * What is known of a medium that a workflow names by its SHA-256 alone: its name, format and duration follow a moment
 * later. A picture needs none of them, unless its size is `wanted`.
 */
export function useKnownMedia(media: MediaKind, sha256: string, wanted = false): KnownMedia {
  const editor = useEditor()
  const opened = usePart(openedStore, (all) => all[sha256])
  const isWanted = opened === undefined && (wanted || !isPicture(media))
  useEffect(() => {
    if (!isWanted) return
    host(editor)
      .request('result.story', { sha256 })
      .then(({ media: found, source }) => {
        if (found !== null) editor.get(openedStore).setState({ [sha256]: withName(found, source?.name) })
      })
      .catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor, isWanted, sha256])
  // The port decides how it is shown: an earlier version may have stored it as another kind.
  return opened === undefined ? { media, sha256 } : { ...opened, media }
}
