import type { ResultRow } from '#shared/api/records.ts'
import { ResultFilter } from '#shared/media/resultFilter.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'

/** The filter of the gallery; null means no filter. */
export interface GalleryQuery {
  readonly text: string
  readonly workflowName: string | null
  readonly nodeTitle: string | null
  readonly nodeType: string | null
  readonly kind: ResultFilter
  /** Only starred ones. */
  readonly starred: boolean
  readonly tag: string | null
}

const KIND_KEY = 'patchbay.results.kind'

function readKind(): ResultFilter {
  const saved = typeof localStorage === 'undefined' ? null : localStorage.getItem(KIND_KEY)
  return ResultFilter.catch('all').parse(saved)
}

const WIDE_KEY = 'patchbay.results.wide'

const readWide = (): boolean =>
  typeof localStorage !== 'undefined' && localStorage.getItem(WIDE_KEY) === 'true'

/** Whether the gallery fills the window is remembered. */
export function showWide(editor: Editor, wide: boolean): void {
  editor.get(galleryStore).setState({ wide })
  localStorage.setItem(WIDE_KEY, String(wide))
}

/** Remembers the user's choice. */
export const saveKind = (kind: ResultFilter): void => localStorage.setItem(KIND_KEY, kind)

export interface Gallery {
  readonly query: GalleryQuery
  /** Newest first, as far back as the user has scrolled; null until the host has answered. */
  readonly rows: readonly ResultRow[] | null
  /** Whether there are older ones. */
  readonly more: boolean
  /** New results that are not shown yet, because the user is looking at older ones. */
  readonly waiting: number
  /** Whether new results are held back, so that nothing moves under the pointer. */
  readonly held: boolean
  /** Keys of results, in the order of selection. */
  readonly selected: readonly string[]
  /** Whether it fills the window. */
  readonly wide: boolean
}

export const everything: GalleryQuery = {
  text: '',
  workflowName: null,
  nodeTitle: null,
  nodeType: null,
  kind: 'all',
  starred: false,
  tag: null,
}

export const galleryStore = defineStore<Gallery>(() => ({
  query: { ...everything, kind: readKind() },
  rows: null,
  more: false,
  waiting: 0,
  held: false,
  selected: [],
  wide: readWide(),
}))

/** The identity of a result: the same bytes may have been made more than once. */
export const keyOf = ({ run, node, port, media }: ResultRow): string =>
  `${run} ${node} ${port} ${media.sha256}`

/**
 * Adds the newest page before the known rows. If the page is full and contains no known row, there may be a gap, and
 * only the page is shown.
 */
export function withNewest(
  rows: readonly ResultRow[],
  page: readonly ResultRow[],
  full: boolean,
): { readonly rows: readonly ResultRow[]; readonly fresh: number; readonly gap: boolean } {
  const knownKeys = new Set(rows.map(keyOf))
  const fresh = page.filter((row) => !knownKeys.has(keyOf(row)))
  if (fresh.length === 0) return { rows, fresh: 0, gap: false }
  if (full && fresh.length === page.length) return { rows: page, fresh: fresh.length, gap: true }
  return { rows: [...fresh, ...rows], fresh: fresh.length, gap: false }
}

/** Adds an older page. */
export function withOlder(rows: readonly ResultRow[], page: readonly ResultRow[]): readonly ResultRow[] {
  const knownKeys = new Set(rows.map(keyOf))
  return [...rows, ...page.filter((row) => !knownKeys.has(keyOf(row)))]
}

/** Selects or deselects a result. */
export function toggleSelected(editor: Editor, key: string): void {
  editor.get(galleryStore).setState(({ selected }) => ({
    selected: selected.includes(key) ? selected.filter((one) => one !== key) : [...selected, key],
  }))
}

/** Selects every loaded result. */
export const selectEveryResult = (editor: Editor): void =>
  editor.get(galleryStore).setState(({ rows }) => ({ selected: (rows ?? []).map(keyOf) }))

/** What an act on a result is about: the selection if the result is part of it. */
export function chosenWith(editor: Editor, row: ResultRow): readonly ResultRow[] {
  const { rows, selected } = editor.get(galleryStore).getState()
  return selected.includes(keyOf(row)) ? (rows ?? []).filter((one) => selected.includes(keyOf(one))) : [row]
}

/** Changes what is shown of results with these bytes; what no longer fits the filter stays until the next search. */
export function changeRows(
  editor: Editor,
  sha256s: ReadonlySet<string>,
  change: (row: ResultRow) => ResultRow | null,
): void {
  editor.get(galleryStore).setState(({ rows, selected }) => {
    const after = (rows ?? []).flatMap((row) => (sha256s.has(row.media.sha256) ? (change(row) ?? []) : [row]))
    const keys = new Set(after.map(keyOf))
    return { rows: rows === null ? null : after, selected: selected.filter((key) => keys.has(key)) }
  })
}

export const selectNoResult = (editor: Editor): void => editor.get(galleryStore).setState({ selected: [] })
