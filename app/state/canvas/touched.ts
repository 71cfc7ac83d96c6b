import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'

/**
 * The nodes that a run was requested of, as `tab/node`. What is missing there is an error; elsewhere the user is still
 * building, and it is only required.
 */
export const touchedStore = defineStore<{ readonly touched: ReadonlySet<string> }>(() => ({
  touched: new Set(),
}))

const nodeKey = (tab: string, node: string): string => `${tab}/${node}`

export function touchNodes(editor: Editor, tab: string, nodes: readonly string[]): void {
  const keys = nodes.map((node) => nodeKey(tab, node))
  const { touched } = editor.get(touchedStore).getState()
  if (keys.some((key) => !touched.has(key)))
    editor.get(touchedStore).setState({ touched: new Set([...touched, ...keys]) })
}

export const isTouched = (
  { touched }: { readonly touched: ReadonlySet<string> },
  tab: string,
  node: string,
): boolean => touched.has(nodeKey(tab, node))
