import type { ResultRow } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { host } from '../base/host.ts'
import { formatBytes } from '../base/formatBytes.ts'
import { notify, notifyFailure } from '../base/notify.ts'
import { showDialog } from '../base/showDialog.ts'
import { changeRows, galleryStore } from '../state/results/gallery.ts'
import { searchResults } from '../state/results/loadResults.ts'

const digestsOf = (rows: readonly ResultRow[]): string[] => [
  ...new Set(rows.map(({ media }) => media.sha256)),
]

function without(row: ResultRow, field: 'starred' | 'tags'): ResultRow {
  const copy = { ...row }
  delete copy[field]
  return copy
}

/** Stars results, or removes their stars. Rejects as the host does. */
export async function star(editor: Editor, rows: readonly ResultRow[], starred: boolean): Promise<void> {
  const sha256s = digestsOf(rows)
  await host(editor).request('result.mark', { sha256s, starred })
  changeRows(editor, new Set(sha256s), (row) => (starred ? { ...row, starred } : without(row, 'starred')))
}

/** Asks for the tags of results. Rejects as the host does. */
export async function tag(editor: Editor, rows: readonly ResultRow[]): Promise<void> {
  const answer = await showDialog(editor, {
    kind: 'name',
    title: rows.length === 1 ? 'Tags' : `Tags of ${rows.length} results`,
    action: 'Save tags',
    label: 'Tags',
    name: tagsOf(rows).join(', '),
    check: () => ({ ok: true, hint: 'Separate tags with commas. Leave it empty for none.' }),
  })
  if (answer === null) return
  const tags = readTags(answer)
  const sha256s = digestsOf(rows)
  await host(editor).request('result.mark', { sha256s, tags })
  changeRows(editor, new Set(sha256s), (row) => (tags.length === 0 ? without(row, 'tags') : { ...row, tags }))
}

const tagsOf = (rows: readonly ResultRow[]): readonly string[] => [
  ...new Set(rows.flatMap(({ tags = [] }) => tags)),
]

const [MAX_TAG, MAX_TAGS] = [50, 20]

/** Tags as a person types them: between commas, each once. */
export const readTags = (text: string): string[] =>
  [
    ...new Set(
      text
        .split(',')
        .map((one) => one.trim().slice(0, MAX_TAG).trim())
        .filter(Boolean),
    ),
  ].slice(0, MAX_TAGS)

/** Deletes results, which can be undone. Rejects as the host does. */
export async function deleteResults(editor: Editor, rows: readonly ResultRow[]): Promise<void> {
  const sha256s = digestsOf(rows)
  const deleted = await host(editor).request('result.delete', { sha256s })
  changeRows(editor, new Set(sha256s), () => null)
  const restore = async (): Promise<void> => {
    await host(editor).request('result.restore', { sha256s })
    await searchResults(editor, editor.get(galleryStore).getState().query)
  }
  notify(editor, deletedText(sha256s.length, deleted), {
    action: { label: 'Undo', run: () => void restore().catch((thrown) => notifyFailure(editor, thrown)) },
    stays: STAYS,
  })
}

/** How long it can be undone from its message, in milliseconds. */
const STAYS = 15_000

/** What a deletion frees, what it may cost later, and which files stay. */
export function deletedText(
  count: number,
  { bytes, needed }: { readonly bytes: number; readonly needed: number },
): string {
  const what = count === 1 ? 'The result was deleted.' : `${count} results were deleted.`
  const them = count - needed === 1 ? 'it' : 'them'
  const frees =
    bytes > 0
      ? ` The next clean-up frees ${formatBytes(bytes)}. A run that needs ${them} after that makes ${them} again, and pays for ${them} again.`
      : ''
  const stay =
    needed === 0
      ? ''
      : ` ${needed === 1 ? 'One file stays' : `${needed} files stay`} in the library, because a workflow or a run needs ${needed === 1 ? 'it' : 'them'}.`
  return `${what}${frees}${stay}`
}
