import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'

/**
 * Where the user has been: fields that were left, as `tab/node/port`, and nodes that a run was requested of, as
 * `tab/node`. What is missing there is an error; elsewhere it is only still to be filled in.
 */
export const touchedStore = defineStore<{ readonly touched: ReadonlySet<string> }>(() => ({
  touched: new Set(),
}))

const fieldKey = (tab: string, node: string, port: string): string => `${tab}/${node}/${port}`
const nodeKey = (tab: string, node: string): string => `${tab}/${node}`

function remember(editor: Editor, keys: readonly string[]): void {
  const { touched } = editor.get(touchedStore).getState()
  if (keys.some((key) => !touched.has(key)))
    editor.get(touchedStore).setState({ touched: new Set([...touched, ...keys]) })
}

export const touchField = (editor: Editor, tab: string, node: string, port: string): void =>
  remember(editor, [fieldKey(tab, node, port)])

export const touchNodes = (editor: Editor, tab: string, nodes: readonly string[]): void =>
  remember(
    editor,
    nodes.map((node) => nodeKey(tab, node)),
  )

export const isTouched = (
  { touched }: { readonly touched: ReadonlySet<string> },
  tab: string,
  node: string,
  port: string,
): boolean => touched.has(nodeKey(tab, node)) || touched.has(fieldKey(tab, node, port))
