import type { EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { createPortal } from 'react-dom'
import { usePart } from '../../base/useEditor.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import { portColour } from '../../widgets/portGlyph.ts'
import type { FlowEdge } from '../../graph/layout/flowEdges.ts'
import { cablePath, cablePoint } from '../../base/geometry.ts'
import { useSteps } from '../../state/useTab.ts'
import { overCardsStore } from './OverCards.tsx'
import { useMark } from './useMark.ts'

/**
 * A cable in the colour of its values, doubled for a list. It names the conversion on the way and is animated while it
 * feeds a running node. Where it passes under cards, it shines through.
 */
export const Cable = memo(function Cable(props: EdgeProps<FlowEdge>) {
  const { id, source, target, sourceX, sourceY, targetX, targetY, data, selected = false } = props
  const level = usePart(canvasStore, (canvas) => canvas.level)
  const isOver = usePart(canvasStore, ({ over }) => over === id)
  const overCards = usePart(overCardsStore)
  const flows = useSteps((steps) => steps[target]?.phase === 'running' && steps[source]?.phase === 'done')
  const mark = useMark()
  const from = { x: sourceX, y: sourceY }
  const to = { x: targetX, y: targetY }
  const path = cablePath(from, to)
  const stroke = data?.wrong ? 'var(--failed)' : portColour(data?.kind ?? 'any')
  const line = { ref: mark, d: path, stroke, 'data-cable': id }
  if (level !== 'full') return <path {...line} className="cable far" />
  const text = data?.wrong || data?.conversion || ''
  const middle = cablePoint(from, to, 0.5)
  return (
    <>
      <path
        d={path}
        className="react-flow__edge-interaction"
        fill="none"
        strokeOpacity={0}
        strokeWidth={18}
      />
      {(selected || isOver) && <path d={path} className="cable halo" />}
      <path {...line} className={`cable ${data?.wrong ? 'wrong' : ''} ${data?.list ? 'list' : ''}`} />
      {data?.list && <path d={path} className="cable gap" />}
      {flows && <path d={path} className="cable flowing" />}
      {text !== '' && (
        <text x={middle.x} y={middle.y - 6} className="cable-words" textAnchor="middle">
          {text}
        </text>
      )}
      {overCards !== null && createPortal(<path {...line} className="cable through" />, overCards)}
    </>
  )
})
