import { useEffect, useState } from 'react'
import { mediaUrl } from '../../base/host.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { useHostGone } from '../../state/use.ts'
import type { KnownMedia } from '../mediaProps.ts'
import type { NoPoster } from './posters.ts'
import { posterStore, wantPoster } from './posters.ts'

export interface Poster {
  /** `making`: it does not exist yet. */
  readonly state: 'shown' | 'making' | NoPoster
  readonly src: string
  /** Changes when the picture at `src` is another one. */
  readonly version: number
  /** For the element that loads `src`. */
  readonly onError: () => void
}

/** The poster of a medium, which is made and stored when it is first looked at. */
export function usePoster(media: KnownMedia, side: 256 | 512): Poster {
  const editor = useEditor()
  const { sha256 } = media
  const state = usePart(posterStore, (posters) => posters[sha256])
  const hostGone = useHostGone()
  const version = state !== undefined && 'made' in state ? state.made : 0
  const key = `${sha256} ${version}`
  const [missing, setMissing] = useState<string | null>(null)
  const why = state !== undefined && 'why' in state ? state.why : version > 0 ? 'unreadable' : null
  const isMissing = missing === key
  const isWanted = isMissing && why === null && !hostGone
  useEffect(() => (isWanted ? wantPoster(editor, media) : undefined), [editor, isWanted, sha256])
  return {
    state: isMissing ? (why ?? 'making') : 'shown',
    src: mediaUrl(editor, sha256, side),
    version,
    onError: () => setMissing(key),
  }
}
