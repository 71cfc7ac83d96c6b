import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'

/** How a card shows the two pictures that it compares. */
export type CompareMode = 'slider' | 'side' | 'difference'

/** Forgetting one does not compile. */
export const modeLabels: { readonly [M in CompareMode]: string } = {
  slider: 'Slider',
  side: 'Side by side',
  difference: 'Difference',
}

/** By tab and node, as `tab/node`; the slider where there is none. It is a way of looking, and in no file. */
export const compareModes = defineStore<Readonly<Record<string, CompareMode>>>(() => ({}))

export const setCompareMode = (editor: Editor, key: string, mode: CompareMode): void =>
  editor.get(compareModes).setState({ [key]: mode })
