import { Media } from '#shared/ports/value.ts'

/** What a result is called while it is dragged out of the gallery: its `Media` as JSON. */
export const DRAGGED_ASSET = 'application/x-patchbay-asset'

/** The part of a `DataTransfer` that is looked at. */
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

/** Whether something is dragged that the canvas can take: files from outside, or a result. What it is shows the drop. */
export const isForCanvas = ({ types }: Pick<Dragged, 'types'>): boolean =>
  types.includes('Files') || types.includes(DRAGGED_ASSET)

/** What was dropped: files, and the names of folders, which cannot be taken. */
export interface Dropped {
  readonly files: readonly File[]
  readonly folders: readonly string[]
}

/** To be called while the drop is handled: afterwards a browser tells nothing of it any more. */
export function filesOf({ items, files }: Pick<Dragged, 'items' | 'files'>): Dropped {
  const folders = new Set<string>()
  for (const item of Array.from(items)) {
    const entry = item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? null) : null
    if (entry?.isDirectory === true) folders.add(entry.name)
  }
  return { files: Array.from(files).filter(({ name }) => !folders.has(name)), folders: [...folders] }
}

/** The result that was dragged; null where it says nothing of the kind. */
export function assetOf(dragged: Pick<Dragged, 'getData'>): Media | null {
  try {
    return Media.parse(JSON.parse(dragged.getData(DRAGGED_ASSET)))
  } catch {
    return null
  }
}
