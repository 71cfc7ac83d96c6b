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
}

const KIND_KEY = 'patchbay.results.kind'

function readKind(): ResultFilter {
  const saved = typeof localStorage === 'undefined' ? null : localStorage.getItem(KIND_KEY)
  return ResultFilter.catch('all').parse(saved)
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
}

export const everything: GalleryQuery = {
  text: '',
  workflowName: null,
  nodeTitle: null,
  nodeType: null,
  kind: 'all',
}

export const galleryStore = defineStore<Gallery>(() => ({
  query: { ...everything, kind: readKind() },
  rows: null,
  more: false,
  waiting: 0,
  held: false,
  selected: [],
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

export const selectNoResult = (editor: Editor): void => editor.get(galleryStore).setState({ selected: [] })
