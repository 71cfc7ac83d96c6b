import { useEffect, useState } from 'react'
import type { FoundType, LooseType } from '#shared/api/catalogueRequests.ts'
import { host } from '../../base/host.ts'
import { notifyFailedLoad } from '../../base/notify.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { useHostGone } from '../use.ts'
import { catalogueStore } from './catalogue.ts'

/** The host's answer to a search. */
export interface FoundTypes {
  readonly types: readonly FoundType[]
  /** How many there are, of which `types` are the first. */
  readonly total: number
  /** A line on a search that names a node of ComfyUI; null for others. */
  readonly explanation: string | null
  /** Whether the answer to the current search is still on its way; `types` are then those of the one before. */
  readonly pending: boolean
}

const NO_TYPES = { types: [], total: 0, explanation: null }

/** Searches the node types of the host, at each keystroke and whenever they change. */
export function useFoundTypes(query: string, limit: number, fits: LooseType | null = null): FoundTypes {
  const editor = useEditor()
  const gone = useHostGone()
  const version = usePart(catalogueStore, (catalogue) => catalogue.version)
  const loose = JSON.stringify(fits)
  const search = JSON.stringify([query, limit, loose])
  const [answer, setAnswer] = useState<Omit<FoundTypes, 'pending'> & { readonly search: string }>({
    ...NO_TYPES,
    search: '',
  })
  useEffect(() => {
    if (gone) return undefined
    // Answers can overtake each other: only the one to the last search is shown.
    let current = true
    host(editor)
      // The cast undoes the join above.
      .request('catalogue.search', { query, limit, fits: JSON.parse(loose) as LooseType | null })
      .then(({ types, total, explanation }) => {
        if (current) setAnswer({ types, total, explanation, search })
      })
      .catch((thrown: unknown) => {
        if (!current) return
        setAnswer({ ...NO_TYPES, search })
        notifyFailedLoad(editor, thrown)
      })
    return () => {
      current = false
    }
  }, [editor, gone, query, limit, loose, search, version])
  const { search: answered, ...found } = answer
  return { ...found, pending: answered !== search }
}
