import { NodeResizeControl } from '@xyflow/react'
import { resizeNode } from '#shared/document/edits/nodes.ts'
import { edit, endAct } from '../../state/tabs.ts'
import { CARD } from '../../graph/layout/metrics.ts'

/** The right edge of a card, by which it is made wider. One drag is one act. */
export function CardResize({ id, height }: { readonly id: string; readonly height: number }) {
  return (
    <NodeResizeControl
      className="card-resize nodrag"
      position="right"
      minWidth={CARD.narrowest}
      maxWidth={CARD.widest}
      onResize={(_, { width }) => edit(resizeNode(id, { width: Math.round(width), height }), `resize ${id}`)}
      onResizeEnd={() => endAct()}
    />
  )
}
