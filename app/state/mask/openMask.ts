import type { Registry } from '#shared/nodes/registry.ts'
import type { Node } from '#shared/document/workflow.ts'
import { defineStore } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { registryOf } from '../catalogue/catalogue.ts'
import { activeTab } from '../tabs.ts'

/** A painting that is open in the mask editor: the input of a node that holds it. */
export interface OpenMask {
  readonly node: string
  readonly port: string
  /** Begins without the stored painting. */
  readonly again: boolean
}

export const openMaskStore = defineStore<{ readonly open: OpenMask | null }>(() => ({ open: null }))

export const closeMask = (editor: Editor): void => editor.get(openMaskStore).setState({ open: null })

/** The input that holds a painted mask, for nodes that have one. */
export function paintedPort({ type }: Pick<Node, 'type'>, registry: Registry): string | null {
  const inputs = Object.entries(registry.get(type)?.inputs ?? {})
  return inputs.find(([, { control }]) => control.kind === 'mask')?.[0] ?? null
}

/** Opens the mask editor on a node of the shown tab; returns whether the node has a mask to paint. */
export function openMask(editor: Editor, id: string, again = false): boolean {
  const tab = activeTab(editor)
  const node = tab?.workflow.nodes.find((one) => one.id === id)
  const port = node === undefined ? null : paintedPort(node, registryOf(editor, tab?.workflow))
  if (port === null || tab?.readOnly !== false) return false
  editor.get(openMaskStore).setState({ open: { node: id, port, again } })
  return true
}
