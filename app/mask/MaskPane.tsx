import type { ReactNode } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { toPixels } from '#shared/mask/painting.ts'
import { usePart } from '../base/useEditor.ts'
import { brushStore } from './brushSettings.ts'
import type { Outline } from './gesture.ts'
import { bindPointers } from './pointer.ts'
import type { MaskSession } from './session.ts'
import type { Spot, Viewpoint } from './viewpoint.ts'
import { toPane } from './viewpoint.ts'

/** The picture with the mask over it, and the brush over both. */
export function MaskPane({
  session,
  isPanning,
}: {
  readonly session: MaskSession
  /** Whether Space is held, which pans. */
  readonly isPanning: () => boolean
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pane = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (canvas.current === null || pane.current === null) return
    const detach = session.attach(canvas.current)
    const unbind = bindPointers(pane.current, session, isPanning)
    pane.current.focus({ preventScroll: true })
    return () => {
      unbind()
      detach()
    }
  }, [session, isPanning])
  return (
    <div
      ref={pane}
      data-mask-stage
      role="application"
      aria-label="The picture. Paint with the pointer; or move with the arrow keys, and hold Space to paint."
      tabIndex={0}
      className="relative min-h-0 min-w-0 flex-1 cursor-none touch-none overflow-hidden bg-canvas outline-none select-none"
    >
      <canvas ref={canvas} className="absolute inset-0 size-full" />
      <Marks session={session} />
    </div>
  )
}

/** The ring of the brush, the crosshair of the keyboard, and the outline of the shape that is being drawn. */
function Marks({ session }: { readonly session: MaskSession }) {
  const { view, pen, byKeys, outline } = useStore(session.state)
  const { size, tool, erase } = usePart(brushStore)
  const at = pen === null ? null : toPane(view, pen)
  const radius = (toPixels(size, session.picture) * view.scale) / 2
  return (
    <svg className="pointer-events-none absolute inset-0 size-full" aria-hidden="true">
      {outline !== null && <Shape outline={outline} view={view} />}
      {at !== null && (
        <>
          {tool === 'brush' && (
            <Twice>{(stroke) => <circle cx={at.x} cy={at.y} r={Math.max(2, radius)} {...stroke} />}</Twice>
          )}
          {(byKeys || tool !== 'brush' || radius < 4) && (
            <Twice>{(stroke) => <path d={cross(at, erase)} {...stroke} />}</Twice>
          )}
        </>
      )}
    </svg>
  )
}

interface Stroke {
  readonly fill: 'none'
  readonly stroke: string
  readonly strokeWidth: number
}

/** Dark under light lines: visible on any picture. */
function Twice({ children }: { readonly children: (stroke: Stroke) => ReactNode }) {
  return (
    <>
      {children({ fill: 'none', stroke: 'rgb(0 0 0 / 0.7)', strokeWidth: 3 })}
      {children({ fill: 'none', stroke: '#fff', strokeWidth: 1.25 })}
    </>
  )
}

/** A plus with an upward stroke if the tool paints; a bar if it erases. */
function cross({ x, y }: Spot, erase: boolean): string {
  const across = `M${x - 8} ${y}H${x + 8}`
  return erase ? across : `${across}M${x} ${y - 8}V${y + 8}`
}

function Shape({ outline, view }: { readonly outline: Outline; readonly view: Viewpoint }) {
  if (outline.kind === 'lasso') {
    const spots = outline.spots.map((spot) => toPane(view, spot))
    const points = spots.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
    return <Twice>{(stroke) => <polygon points={points} {...stroke} />}</Twice>
  }
  const from = toPane(view, outline.from)
  const to = toPane(view, outline.to)
  const [left, top] = [Math.min(from.x, to.x), Math.min(from.y, to.y)]
  const [width, height] = [Math.abs(from.x - to.x), Math.abs(from.y - to.y)]
  return (
    <Twice>
      {(stroke) =>
        outline.kind === 'rectangle' ? (
          <rect x={left} y={top} width={width} height={height} {...stroke} />
        ) : (
          <ellipse cx={left + width / 2} cy={top + height / 2} rx={width / 2} ry={height / 2} {...stroke} />
        )
      }
    </Twice>
  )
}
