import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'

/** Width by height of pictures that a workflow names by their SHA-256 alone, as they were shown. They never change. */
export const pictureRatios = defineStore<Readonly<Record<string, number>>>(() => ({}))

/** Records what a shown picture measures. A picture that could not be read measures nothing. */
export function recordRatio(editor: Editor, sha256: string, width: number, height: number): void {
  if (width > 0 && height > 0 && editor.get(pictureRatios).getState()[sha256] === undefined)
    editor.get(pictureRatios).setState({ [sha256]: width / height })
}
