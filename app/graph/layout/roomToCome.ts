import type { Workflow } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { nodesOf } from '../../state/connections.ts'
import { typeOf } from '../../state/nodeType.ts'
import type { NodeRect } from '../model/align.ts'
import type { CardLayout } from './cardLayout.ts'
import type { FlowNode } from './flowNodes.ts'
import { makesPictures } from './makesPictures.ts'
import { CARD } from './metrics.ts'

/**
 * By how many pixels a card grows when its node has run: by a square picture if it makes pictures and has no room for
 * one yet, and by its foot. 0 for a collapsed card.
 */
export function roomToCome(type: NodeType, { rows, width, preview, foot }: CardLayout): number {
  if (rows.length === 0) return 0
  return (preview === null && makesPictures(type) ? width : 0) + (foot === null ? CARD.foot : 0)
}

/** Where a node lies, as high as its card will be after its run: then no picture comes to lie outside of the view. */
export function expectedRect(flowNode: FlowNode, workflow: Workflow, registry: Registry): NodeRect {
  const { id, position, width = 0, height = 0 } = flowNode
  const node = nodesOf(workflow).get(id)
  const room =
    flowNode.type !== 'card' || node === undefined
      ? 0
      : roomToCome(typeOf(workflow, node, registry), flowNode.data.layout)
  return { id, x: position.x, y: position.y, width, height: height + room }
}
