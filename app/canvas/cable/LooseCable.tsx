import type { ConnectionLineComponentProps } from '@xyflow/react'
import { Position } from '@xyflow/react'
import { usePart } from '../../base/useEditor.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import { portColour } from '../../widgets/portGlyph.ts'
import { cablePath } from '../../base/geometry.ts'

/** The cable that is being drawn. */
export function LooseCable({ fromX, fromY, toX, toY, fromPosition }: ConnectionLineComponentProps) {
  const kind = usePart(canvasStore, ({ loose }) => loose?.type.kind ?? 'any')
  const near = { x: fromX, y: fromY }
  const far = { x: toX, y: toY }
  const path = fromPosition === Position.Right ? cablePath(near, far) : cablePath(far, near)
  return <path d={path} className="cable" stroke={portColour(kind)} />
}
