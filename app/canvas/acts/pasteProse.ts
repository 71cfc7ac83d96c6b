import { CAPS } from '#shared/document/workflow.ts'
import type { Node, Workflow } from '#shared/document/workflow.ts'
import { isLongerThan } from '#shared/document/textLength.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { addNodes, setValue } from '#shared/document/edits/nodes.ts'
import type { Editor } from '../../base/editor.ts'
import { notifyError } from '../../base/notify.ts'
import { localType, registryOf } from '../../state/catalogue/catalogue.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import { inputsOf } from '../../state/connections.ts'
import { declaredType } from '../../state/nodeType.ts'
import { activeTab, edit, select } from '../../state/tabs.ts'
import { makeNode, sizeOf } from '../../graph/acts/placeNode.ts'
import { revealWhenShown } from '../../graph/acts/revealWhenShown.ts'
import { freePosition } from '../../graph/model/freePosition.ts'
import { allRects, pointerPosition } from '../../graph/reactFlow.ts'

const MEBI = 2 ** 20

/**
 * Pastes a text that is no workflow: into the prompt of the only selected node, if it has one, or else as a Text node at
 * the pointer. Returns whether there was one.
 */
export function pasteProse(editor: Editor, text: string): boolean {
  const tab = activeTab(editor)
  const prose = text.replaceAll('\r\n', '\n').trim()
  if (prose === '' || tab === null) return false
  if (isLongerThan(prose, CAPS.text)) {
    notifyError(editor, `This text has more than ${CAPS.text / MEBI} MiB, which is too long for a node.`)
    return true
  }
  const target = promptTarget(tab.workflow, tab.selected, registryOf(editor, tab.workflow))
  if (target !== null) {
    edit(editor, setValue(target.node, target.port, prose))
    revealWhenShown(editor, [target.node])
    return true
  }
  const type = localType('local/text')
  const draft = { ...makeNode(type, { x: 0, y: 0 }), values: { text: prose } }
  const { x, y } = pointerPosition(editor)
  const size = sizeOf(type, draft)
  const at = freePosition({ x: Math.round(x), y: Math.round(y), ...size }, allRects(editor))
  const node: Node = { ...draft, position: { x: at.x, y: at.y } }
  edit(editor, addNodes([node]))
  select(editor, new Set([node.id]))
  setCanvas(editor, { focused: node.id, edges: new Set() })
  revealWhenShown(editor, [node.id])
  return true
}

/** The prompt of the only selected node: its first text of several lines that no cable hides. */
export function promptTarget(
  workflow: Workflow,
  selected: ReadonlySet<string>,
  registry: Registry,
): { readonly node: string; readonly port: string } | null {
  const [node, ...others] = workflow.nodes.filter(({ id }) => selected.has(id))
  if (node === undefined || others.length > 0) return null
  const cables = inputsOf(workflow, node.id)
  const [port] =
    Object.entries(declaredType(workflow, node, registry).inputs).find(
      ([name, { control, advanced }]) =>
        control.kind === 'text' && control.multiline && !advanced && !cables.has(name),
    ) ?? []
  return port === undefined ? null : { node: node.id, port }
}
