import { connect } from '#shared/document/edits/edges.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { activeTab, edit } from '../../state/tabs.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import { inputsOf } from '../../state/connections.ts'
import type { LooseEnd, PortRef } from '../../state/canvas/looseEnd.ts'
import { fittingPort, looseEnd, otherSide } from '../model/fit.ts'
import type { Point } from '../../base/geometry.ts'
import { newId } from '../../base/ids.ts'

/** The two ends of a cable between these ports, in either order. */
export const endsOf = (one: PortRef, other: PortRef) => {
  const [from, to] = one.side === 'output' ? [one, other] : [other, one]
  return { from: { node: from.node, port: from.port }, to: { node: to.node, port: to.port } }
}

/** Adds a cable if it fits. Returns the reason if it does not. */
export function connectPorts(
  editor: Editor,
  one: PortRef,
  other: PortRef,
  edgeId: string = newId(),
): string | null {
  const workflow = activeTab(editor)?.workflow
  if (workflow === undefined) return null
  const verdict = looseEnd(workflow, one, registryOf(editor, workflow)).check(other)
  if (!verdict.ok) return verdict.why
  edit(editor, connect({ id: edgeId, ...endsOf(one, other) }))
  return null
}

/** Adds a cable to the first port of a node that accepts it. */
export function connectToNode(editor: Editor, loose: LooseEnd, node: string, edgeId?: string): string | null {
  const workflow = activeTab(editor)?.workflow
  if (workflow === undefined) return null
  const found = fittingPort(workflow, loose, node, registryOf(editor, workflow))
  if (!found.ok) return found.why
  return connectPorts(
    editor,
    loose.from,
    { node, port: found.port, side: otherSide(loose.from.side) },
    edgeId,
  )
}

export function startLoose(editor: Editor, from: PortRef): void {
  const workflow = activeTab(editor)?.workflow
  if (workflow !== undefined)
    setCanvas(editor, { loose: looseEnd(workflow, from, registryOf(editor, workflow)), refusal: null })
}

export const endLoose = (editor: Editor): void => setCanvas(editor, { loose: null })

/** Shows at a position in the window why a cable could not be connected. */
export const refuse = (editor: Editor, at: Point, why: string): void =>
  setCanvas(editor, { refusal: { at, why } })

/** The cable into an input, or undefined. */
export const cableInto = (workflow: Workflow, node: string, port: string) =>
  inputsOf(workflow, node).get(port)
