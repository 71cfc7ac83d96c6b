import type { ResultRow } from '#shared/api/records.ts'
import type { Run } from '#shared/run/reduceRun.ts'
import { isList, isMedia } from '#shared/ports/value.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import type { Editor } from '../../base/editor.ts'
import { definePart } from '../../base/editor.ts'
import { notifyFailedLoad } from '../../base/notify.ts'
import { host } from '../../base/host.ts'
import type { GalleryQuery } from './gallery.ts'
import { galleryStore, withNewest, withOlder } from './gallery.ts'
import { runsStore } from '../runs/runs.ts'

/** The number of results per page. */
const PAGE = 60

/** Counts the requests: an answer that arrives after the next request is ignored. */
const requests = definePart(() => ({ last: 0, loadingOlder: false }))

const requestPage = (
  editor: Editor,
  query: GalleryQuery,
  before: number | null,
): Promise<readonly ResultRow[]> => host(editor).request('result.list', { ...query, before, most: PAGE })

/** Loads the newest results that match `query`. */
export async function searchResults(editor: Editor, query: GalleryQuery): Promise<void> {
  const asked = editor.get(requests)
  const mine = ++asked.last
  asked.loadingOlder = false
  editor.get(galleryStore).setState({ query, selected: [] })
  const rows = await requestPage(editor, query, null)
  if (mine !== asked.last) return
  editor.get(galleryStore).setState({ rows, more: rows.length >= PAGE, waiting: 0, held: false })
}

/** Loads older results, if there are any. */
export async function loadOlder(editor: Editor): Promise<void> {
  const { query, rows, more } = editor.get(galleryStore).getState()
  const last = rows?.at(-1)
  const asked = editor.get(requests)
  if (asked.loadingOlder || !more || last === undefined) return
  const mine = asked.last
  asked.loadingOlder = true
  try {
    const page = await requestPage(editor, query, last.at)
    if (mine !== asked.last) return
    editor.get(galleryStore).setState((state) => ({
      rows: withOlder(state.rows ?? [], page),
      more: page.length >= PAGE,
    }))
  } finally {
    if (mine === asked.last) asked.loadingOlder = false
  }
}

/** Adds new results. While the user looks at older ones they are only counted, unless the user asks for them. */
export async function loadNewest(editor: Editor, wanted = false): Promise<void> {
  const { query } = editor.get(galleryStore).getState()
  const asked = editor.get(requests)
  const mine = asked.last
  const page = await requestPage(editor, query, null)
  const { held, more, rows } = editor.get(galleryStore).getState()
  if (mine !== asked.last || rows === null) return
  const next = withNewest(rows, page, page.length >= PAGE)
  if (held && !wanted) editor.get(galleryStore).setState({ waiting: next.fresh })
  else editor.get(galleryStore).setState({ rows: next.rows, more: more || next.gap, waiting: 0, held: false })
}

/** The number of steps of a run that have made a picture. */
export const countMade = weakMemo(
  (run: Run): number =>
    Object.values(run.steps).filter(
      (step) =>
        'outputs' in step &&
        Object.values(step.outputs).some((value) => isMedia(value) || (isList(value) && value.some(isMedia))),
    ).length,
)

/** Loads new results whenever a run has made something. Returns a function that stops it. */
export function followResults(editor: Editor): () => void {
  let again = false
  let busy = false
  let stopped = false
  const look = (): void => {
    again = true
    if (busy) return
    again = false
    busy = true
    loadNewest(editor)
      .catch((thrown) => notifyFailedLoad(editor, thrown))
      .finally(() => {
        busy = false
        if (again && !stopped) look()
      })
  }
  const stop = editor.get(runsStore).subscribe((after, before) => {
    if (after.runs === before.runs || editor.get(galleryStore).getState().rows === null) return
    const made = Object.values(after.runs).some((run) => {
      const past = before.runs[run.id]
      return run !== past && countMade(run) > (past === undefined ? 0 : countMade(past))
    })
    if (made) look()
  })
  return () => {
    stopped = true
    stop()
  }
}
