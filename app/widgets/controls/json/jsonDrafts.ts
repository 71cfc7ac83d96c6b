import type { Editor } from '../../../base/editor.ts'
import { defineStore } from '../../../base/editor.ts'

/** A text that is not valid JSON yet, and the value in the document until it is. */
export interface JsonDraft {
  readonly text: string
  readonly over: unknown
}

/** By tab, node and port. Stored here, because a card that leaves the view is unmounted. */
export const jsonDrafts = defineStore<Readonly<Record<string, JsonDraft>>>(() => ({}))

export function saveDraft(editor: Editor, key: string, draft: JsonDraft | null): void {
  editor.get(jsonDrafts).setState((drafts) => {
    const { [key]: before, ...rest } = drafts
    if (draft === null) return before === undefined ? drafts : rest
    return { ...drafts, [key]: draft }
  }, true)
}
