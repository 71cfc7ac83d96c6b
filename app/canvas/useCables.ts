import type { Connection, FinalConnectionState, HandleType } from '@xyflow/react'
import type { MouseEvent as ReactMouseEvent } from 'react'
import { useMemo } from 'react'
import { disconnect } from '#shared/document/edits/edges.ts'
import { useEditor } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import { edit } from '../state/tabs.ts'
import { show } from '../state/view.ts'
import { connectPorts, connectToNode, endLoose, refuse, startLoose } from '../graph/acts/connect.ts'
import { markTaker } from './cable/taker.ts'
import { placeReroute } from '../graph/acts/placeNode.ts'
import { canvasStore } from '../state/canvas/canvasStore.ts'
import { reactFlow } from '../graph/reactFlow.ts'
import type { FlowEdge } from '../graph/layout/flowEdges.ts'
import type { Side } from '../state/canvas/looseEnd.ts'
import type { Point } from '../base/geometry.ts'

const sideOf = (type: HandleType | null): Side => (type === 'target' ? 'input' : 'output')

const pointOf = (event: MouseEvent | TouchEvent): Point => {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 }
}

type Ends = Pick<Connection, 'source' | 'sourceHandle' | 'target' | 'targetHandle'>

const fromOf = ({ source, sourceHandle }: Ends) =>
  ({ node: source, port: sourceHandle ?? '', side: 'output' }) as const
const toOf = ({ target, targetHandle }: Ends) =>
  ({ node: target, port: targetHandle ?? '', side: 'input' }) as const

/**
 * Handles drawing cables: checks each on the way, refuses it with a reason, connects it to a node that it is dropped
 * on, or opens the search on empty canvas.
 */
export function useCables() {
  const editor = useEditor()
  return useMemo(() => {
    /** The cable that is being reconnected, and whether it has found a port. */
    let moving: { readonly id: string; landed: boolean } | null = null

    return {
      isValidConnection: (ends: FlowEdge | Ends): boolean => {
        const { loose } = editor.get(canvasStore).getState()
        if (loose === null) return true
        const to = loose.from.side === 'output' ? inputEnd(ends) : outputEnd(ends)
        return loose.check(to).ok
      },
      onConnectStart: (
        _: unknown,
        params: { nodeId: string | null; handleId: string | null; handleType: HandleType | null },
      ) => {
        if (params.nodeId !== null && params.handleId !== null)
          startLoose(editor, { node: params.nodeId, port: params.handleId, side: sideOf(params.handleType) })
      },
      onConnect: (ends: Connection) => {
        if (moving === null) connectPorts(editor, fromOf(ends), toOf(ends))
      },
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        if (state.isValid !== true && moving === null) dropLoose(editor, pointOf(event), state, undefined)
        endLoose(editor)
        markTaker(editor, null)
      },
      onReconnectStart: (_: unknown, edge: FlowEdge) => {
        moving = { id: edge.id, landed: false }
      },
      onReconnect: (edge: FlowEdge, ends: Connection) => {
        if (moving !== null) moving.landed = true
        connectPorts(editor, fromOf(ends), toOf(ends), edge.id)
      },
      onReconnectEnd: (
        event: MouseEvent | TouchEvent,
        edge: FlowEdge,
        _: HandleType,
        state: FinalConnectionState,
      ) => {
        markTaker(editor, null)
        const landed = moving?.landed ?? false
        moving = null
        if (landed || state.isValid === true) return
        const at = pointOf(event)
        const onNode = nodeAt(at)
        if (onNode === null) edit(editor, disconnect([edge.id]))
        else dropLoose(editor, at, state, edge.id)
        endLoose(editor)
      },
      onEdgeDoubleClick: (event: ReactMouseEvent, edge: FlowEdge) => {
        const at = reactFlow(editor)?.screenToFlowPosition({ x: event.clientX, y: event.clientY })
        if (at !== undefined) placeReroute(editor, edge.id, at)
      },
      reconnectRadius: 12,
    }
  }, [editor])
}

const inputEnd = (ends: FlowEdge | Ends) => ({
  node: ends.target,
  port: ends.targetHandle ?? '',
  side: 'input' as const,
})
const outputEnd = (ends: FlowEdge | Ends) => ({
  node: ends.source,
  port: ends.sourceHandle ?? '',
  side: 'output' as const,
})

/** The card at a place in the window. The frame of a group is canvas like any other. */
const nodeAt = ({ x, y }: Point): string | null =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('.react-flow__node:not(.react-flow__node-frame)')
    ?.dataset['id'] ?? null

/** Where to show a refusal or search for a cable that was dropped beside every port. */
function dropLoose(editor: Editor, at: Point, state: FinalConnectionState, edgeId: string | undefined): void {
  const { loose } = editor.get(canvasStore).getState()
  if (loose === null) return
  if (state.toHandle?.id) {
    const { nodeId, id, type } = state.toHandle
    if (nodeId === loose.from.node && id === loose.from.port) return
    const verdict = loose.check({ node: nodeId, port: id, side: sideOf(type) })
    if (!verdict.ok) refuse(editor, at, verdict.why)
    return
  }
  const node = nodeAt(at)
  if (node !== null) {
    const why = node === loose.from.node ? null : connectToNode(editor, loose, node, edgeId)
    if (why !== null) refuse(editor, at, why)
    return
  }
  const position = reactFlow(editor)?.screenToFlowPosition(at)
  const { node: from, port, side } = loose.from
  if (position !== undefined && document.elementFromPoint(at.x, at.y)?.closest('[data-canvas]') !== null)
    show(editor, {
      search: { at: position, loose: { node: from, port, end: side === 'output' ? 'source' : 'target' } },
    })
}
