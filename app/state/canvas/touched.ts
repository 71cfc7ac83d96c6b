import { createStore } from 'zustand/vanilla'

/**
 * Where the person was: fields that were left, as `tab/node/port`, and nodes that a run was asked of, as `tab/node`. What
 * is missing there is an error; elsewhere it is only still to come.
 */
export const touchedStore = createStore<{ readonly touched: ReadonlySet<string> }>(() => ({
  touched: new Set(),
}))

const fieldKey = (tab: string, node: string, port: string): string => `${tab}/${node}/${port}`
const nodeKey = (tab: string, node: string): string => `${tab}/${node}`

function remember(keys: readonly string[]): void {
  const { touched } = touchedStore.getState()
  if (keys.some((key) => !touched.has(key)))
    touchedStore.setState({ touched: new Set([...touched, ...keys]) })
}

export const touchField = (tab: string, node: string, port: string): void =>
  remember([fieldKey(tab, node, port)])

export const touchNodes = (tab: string, nodes: readonly string[]): void =>
  remember(nodes.map((node) => nodeKey(tab, node)))

export const isTouched = (
  { touched }: { readonly touched: ReadonlySet<string> },
  tab: string,
  node: string,
  port: string,
): boolean => touched.has(nodeKey(tab, node)) || touched.has(fieldKey(tab, node, port))
