import type { Workflow } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Editor } from '../../base/editor.ts'
import { notifyFailure } from '../../base/notify.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { loadTypes } from '../../state/catalogue/loadTypes.ts'
import { inputsOf } from '../../state/connections.ts'
import { activeTab } from '../../state/tabs.ts'
import type { NodeSearch } from '../../state/view.ts'
import { placeFoundNode } from './placeNode.ts'
import { focusCard } from './walk.ts'

/** Places a node that a search has found once its type is known, which takes a moment the first time. */
export function placeFound(editor: Editor, type: string, search: NodeSearch): void {
  place(editor, type, search).catch((thrown) => notifyFailure(editor, thrown))
}

async function place(editor: Editor, id: string, search: NodeSearch): Promise<void> {
  const tab = activeTab(editor)?.id
  await loadTypes(editor, [id])
  const type = registryOf(editor).get(id)
  // The user may be elsewhere by now.
  if (type === undefined || activeTab(editor)?.id !== tab) return
  placeFoundNode(editor, type, search)
  const { workflow, selected } = activeTab(editor) ?? {}
  const [added] = selected ?? []
  if (workflow !== undefined && added !== undefined)
    focusCard(editor, added, missingText(workflow, added, type))
}

/** The label of the first text that a new node cannot do without: it is typed at once. */
function missingText(workflow: Workflow, node: string, { inputs }: NodeType): string | null {
  const connected = inputsOf(workflow, node)
  const found = Object.entries(inputs).find(
    ([name, { required, control, default: value }]) =>
      required && control.kind === 'text' && control.multiline && value === undefined && !connected.has(name),
  )
  return found?.[1].label ?? null
}
