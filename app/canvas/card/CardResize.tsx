import { NodeResizeControl } from '@xyflow/react'
import { resizeNode } from '#shared/document/edits/nodes.ts'
import { useEditor } from '../../base/useEditor.ts'
import { edit, endAct } from '../../state/tabs.ts'
import { CARD } from '../../graph/layout/metrics.ts'

/** The right edge of a card, for resizing it. One drag is one undo step. */
export function CardResize({ id, height }: { readonly id: string; readonly height: number }) {
  const editor = useEditor()
  return (
    <NodeResizeControl
      className="card-resize nodrag"
      position="right"
      minWidth={CARD.narrowest}
      maxWidth={CARD.widest}
      onResize={(_, { width }) =>
        edit(editor, resizeNode(id, { width: Math.round(width), height }), `resize ${id}`)
      }
      onResizeEnd={() => endAct(editor)}
    />
  )
}
