import type { ResultRow } from '#shared/ipc/records.ts'
import type { Run } from '#shared/run/reduceRun.ts'
import { isList, isMedia } from '#shared/ports/value.ts'
import { tell } from '../../base/notify.ts'
import { host } from '../../base/host.ts'
import type { GalleryQuery } from './gallery.ts'
import { galleryStore, withNewest, withOlder } from './gallery.ts'
import { runsStore } from '../runs/runs.ts'

/** How many results come at a time. */
const PAGE = 60

/** Counts the questions: an answer that comes after the next question was asked is no longer wanted. */
let asked = 0
let loadingOlder = false

const ask = (query: GalleryQuery, before: number | null): Promise<readonly ResultRow[]> =>
  host().request('result.list', { ...query, before, most: PAGE })

/** Shows what goes with `query`, from the newest on. */
export async function searchResults(query: GalleryQuery): Promise<void> {
  const mine = ++asked
  loadingOlder = false
  galleryStore.setState({ query, selected: [] })
  const rows = await ask(query, null)
  if (mine !== asked) return
  galleryStore.setState({ rows, more: rows.length >= PAGE, waiting: 0, held: false })
}

/** Goes further back, where there is more. */
export async function loadOlder(): Promise<void> {
  const { query, rows, more } = galleryStore.getState()
  const last = rows?.at(-1)
  if (loadingOlder || !more || last === undefined) return
  const mine = asked
  loadingOlder = true
  try {
    const page = await ask(query, last.at)
    if (mine !== asked) return
    galleryStore.setState((state) => ({
      rows: withOlder(state.rows ?? [], page),
      more: page.length >= PAGE,
    }))
  } finally {
    if (mine === asked) loadingOlder = false
  }
}

/** Takes in what was made since. While the person looks at older ones, it is only counted, unless they ask for it. */
export async function loadNewest(wanted = false): Promise<void> {
  const { query } = galleryStore.getState()
  const mine = asked
  const page = await ask(query, null)
  const { held, more, rows } = galleryStore.getState()
  if (mine !== asked || rows === null) return
  const next = withNewest(rows, page, page.length >= PAGE)
  if (held && !wanted) galleryStore.setState({ waiting: next.fresh })
  else galleryStore.setState({ rows: next.rows, more: more || next.gap, waiting: 0, held: false })
}

const counted = new WeakMap<Run, number>()

/** How many steps of a run have made something with a picture in it. */
export function countMade(run: Run): number {
  const known = counted.get(run)
  if (known !== undefined) return known
  const count = Object.values(run.steps).filter(
    (step) =>
      'outputs' in step &&
      Object.values(step.outputs).some((value) => isMedia(value) || (isList(value) && value.some(isMedia))),
  ).length
  counted.set(run, count)
  return count
}

/** Asks for what is new whenever a run has made something. Answers with the way to stop. */
export function followResults(): () => void {
  let again = false
  let busy = false
  const look = (): void => {
    again = true
    if (busy) return
    again = false
    busy = true
    loadNewest()
      .catch(tell)
      .finally(() => {
        busy = false
        if (again) look()
      })
  }
  return runsStore.subscribe((after, before) => {
    if (after.runs === before.runs || galleryStore.getState().rows === null) return
    const made = Object.values(after.runs).some((run) => {
      const past = before.runs[run.id]
      return run !== past && countMade(run) > (past === undefined ? 0 : countMade(past))
    })
    if (made) look()
  })
}
