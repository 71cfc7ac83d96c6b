import { useMemo } from 'react'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { portColour } from '../widgets/portGlyph.ts'
import { useRegistry, useTypes } from '../state/catalogue/useNodeType.ts'
import { sketchOf } from './sketch.ts'

/** Room around the cards, in pixels at 100 %. */
const ROOM = 60

/** A miniature of a workflow. */
export function Miniature({ text }: { readonly text: string }) {
  const workflow = useMemo(() => {
    const read = readWorkflow(text)
    return read.ok ? read.workflow : null
  }, [text])
  const registry = useRegistry(workflow)
  useTypes(workflow?.nodes.map(({ type }) => type) ?? [])
  const sketch = useMemo(
    () => (workflow === null ? null : sketchOf(workflow, registry)),
    [workflow, registry],
  )
  if (sketch === null) return <div className="h-[96px] bg-canvas" />
  const { x, y, width, height } = sketch.box
  return (
    <svg
      aria-hidden
      viewBox={`${x - ROOM} ${y - ROOM} ${width + 2 * ROOM} ${height + 2 * ROOM}`}
      className="block h-[96px] w-full bg-canvas"
    >
      {sketch.cables.map(({ id, path, kind }) => (
        <path
          key={id}
          d={path}
          fill="none"
          stroke={portColour(kind)}
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {sketch.cards.map(({ id, kind, ...box }) => (
        <g key={id}>
          <rect
            {...box}
            rx={16}
            fill="var(--raised)"
            stroke="var(--line)"
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
          />
          <rect
            x={box.x}
            y={box.y}
            width={box.width}
            height={28}
            rx={14}
            fill={kind === null ? 'var(--line)' : portColour(kind)}
          />
        </g>
      ))}
    </svg>
  )
}
