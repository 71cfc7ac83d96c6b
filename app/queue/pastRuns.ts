import { useEffect, useState } from 'react'
import type { RunRow } from '#shared/api/records.ts'
import { host } from '../base/host.ts'
import { notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import { useEditor } from '../base/useEditor.ts'
import { useHostGone } from '../state/use.ts'

/** How many runs are loaded together. */
const PAGE = 100
/** How long after the last key the search starts, in milliseconds. */
const PAUSE = 200

export interface PastRuns {
  readonly rows: readonly RunRow[]
  /** Whether there may be older ones. */
  readonly more: boolean
  loadOlder(): void
}

/**
 * The finished runs that the panel shows: `latest`, which the host keeps up to date, and as many older ones as the user
 * has asked for; or, with a text, those that match it.
 */
export function usePastRuns(latest: readonly RunRow[], text: string): PastRuns {
  const editor = useEditor()
  const gone = useHostGone()
  const [older, setOlder] = useState<readonly RunRow[]>([])
  const [more, setMore] = useState(true)
  const [found, setFound] = useState<readonly RunRow[] | null>(null)
  const words = text.trim()
  const version = latest.map(({ id }) => id).join()
  useEffect(() => {
    setOlder([])
    setMore(true)
    if (words === '') setFound(null)
    if (words === '' || gone) return
    let over = false
    const timer = setTimeout(() => {
      host(editor)
        .request('run.past', { before: null, text: words, most: PAGE })
        .then((rows) => {
          if (over) return
          setFound(rows)
          setMore(rows.length === PAGE)
        })
        .catch((thrown) => notifyFailedLoad(editor, thrown))
    }, PAUSE)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [editor, gone, words, version])
  const first = found ?? latest
  const rows = [...first, ...older]
  return {
    rows,
    more: more && first.length >= PAGE,
    loadOlder() {
      host(editor)
        .request('run.past', { before: rows.at(-1)?.id ?? null, text: words, most: PAGE })
        .then((page) => {
          setOlder([...older, ...page])
          setMore(page.length === PAGE)
        })
        .catch((thrown) => notifyFailure(editor, thrown))
    },
  }
}
