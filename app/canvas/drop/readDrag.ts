import { Media } from '#shared/ports/value.ts'

/** The type of a result that is dragged out of the gallery: its `Media` as JSON. */
export const DRAGGED_ASSET = 'application/x-patchbay-asset'

/** The part of a `DataTransfer` that is used here. */
export interface Dragged {
  readonly types: readonly string[]
  getData(type: string): string
  readonly items: ArrayLike<DraggedItem>
  readonly files: ArrayLike<File>
}

interface DraggedItem {
  readonly kind: string
  webkitGetAsEntry?(): { readonly isDirectory: boolean; readonly name: string } | null
}

/** Whether the canvas accepts a drag: files from outside, or a result. The contents are known only at the drop. */
export const isForCanvas = ({ types }: Pick<Dragged, 'types'>): boolean =>
  types.includes('Files') || types.includes(DRAGGED_ASSET)

/** What was dropped: files, and the names of folders, which are not accepted. */
export interface Dropped {
  readonly files: readonly File[]
  readonly folders: readonly string[]
}

/** Must be called while the drop is handled: afterwards a browser returns nothing. */
export function filesOf({ items, files }: Pick<Dragged, 'items' | 'files'>): Dropped {
  const folders = new Set<string>()
  for (const item of Array.from(items)) {
    const entry = item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? null) : null
    if (entry?.isDirectory === true) folders.add(entry.name)
  }
  return { files: Array.from(files).filter(({ name }) => !folders.has(name)), folders: [...folders] }
}

/** The result that was dragged, or null if the data is not a result. */
export function assetOf(dragged: Pick<Dragged, 'getData'>): Media | null {
  try {
    return Media.parse(JSON.parse(dragged.getData(DRAGGED_ASSET)))
  } catch {
    return null
  }
}
