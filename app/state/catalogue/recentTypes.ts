import { defineStore } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'

/** How many of the node types that were placed last are offered first. */
const MAX_RECENT = 5

const PLACE = 'patchbay.recentTypes'

/** The node types that were placed last in this browser, the newest first. */
export const recentTypesStore = defineStore<{ readonly types: readonly string[] }>(() => ({ types: read() }))

export function rememberType(editor: Editor, type: string): void {
  const { types } = editor.get(recentTypesStore).getState()
  const next = [type, ...types.filter((other) => other !== type)].slice(0, MAX_RECENT)
  editor.get(recentTypesStore).setState({ types: next })
  localStorage.setItem(PLACE, next.join('\n'))
}

function read(): readonly string[] {
  const text = localStorage.getItem(PLACE) ?? ''
  return text
    .split('\n')
    .filter((type) => type !== '')
    .slice(0, MAX_RECENT)
}
