import { memo } from 'react'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Node } from '#shared/document/workflow.ts'
import { usePart } from '../../base/useEditor.ts'
import { nodeColour } from '../../graph/model/groups.ts'
import { previewOf } from '../../graph/layout/previewSize.ts'
import { MediaTile } from '../../media/MediaTile.tsx'
import type { Level } from '../../state/canvas/canvasStore.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import type { CardLayout } from '../../graph/layout/cardLayout.ts'
import { titleOf } from '../../state/nodeType.ts'
import { useCardState } from '../../state/useCardState.ts'
import { useNode, useShownResult } from '../../state/useTab.ts'
import { Anchors } from './Anchors.tsx'
import { nameOfState } from '../../state/steps/cardState.ts'
import { portColour } from '../../widgets/portGlyph.ts'

interface LightCardProps {
  readonly id: string
  readonly layout: CardLayout
  readonly level: Exclude<Level, 'full'>
  readonly selected: boolean
}

/** The height of a title's line when zoomed out, and the padding around it, in pixels at 100 %. */
const LINE = 44
const ROOM = 30

const madeKind = ({ type }: Node, registry: Registry): string | null =>
  Object.values(registry.get(type)?.outputs ?? {})[0]?.type.kind ?? null

/**
 * A card when zoomed out: its title, the colours of its outputs and its state, and its picture; at a still smaller
 * zoom, a block.
 */
export const LightCard = memo(function LightCard({ id, layout, level, selected }: LightCardProps) {
  const title = useNode(id, titleOf, '')
  const kind = useNode(id, madeKind, null)
  const state = useCardState(id)
  const colour = useNode(id, nodeColour, null)
  const result = useShownResult(id)
  const isAt = usePart(canvasStore, ({ focused }) => focused === id)
  const preview = result === null ? null : previewOf(result, layout.width)
  const made = preview?.kind === 'media' ? preview.media[0] : undefined
  return (
    <article
      className={`card light ${state.kind} ${colour === null ? '' : `tinted ${colour}`} ${selected ? 'selected' : ''} ${state.dims ? 'dimmed' : ''}`}
      data-card={id}
      role="group"
      aria-label={[title, nameOfState(state)].filter(Boolean).join(', ')}
      tabIndex={isAt ? 0 : -1}
      title={level === 'block' ? title : undefined}
    >
      <i className="light-kind" style={{ background: kind === null ? 'var(--far)' : portColour(kind) }} />
      {made !== undefined && layout.preview !== null && (
        <div data-made className="light-picture">
          <MediaTile media={made} alt="" side={256} fit="cover" />
        </div>
      )}
      {level === 'light' && (
        <span
          className={`light-title ${layout.rows.length === 0 ? 'narrow' : ''}`}
          style={{ WebkitLineClamp: linesFor(layout) }}
        >
          {title}
        </span>
      )}
      <Anchors layout={layout} />
    </article>
  )
})

/** The picture leaves as much room to the title as was below it. */
const linesFor = ({ height, preview }: CardLayout): number =>
  Math.min(3, Math.max(1, Math.floor((height - (preview?.height ?? 0) - ROOM) / LINE)))
