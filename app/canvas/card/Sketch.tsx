import { previewOf } from '../../graph/layout/previewSize.ts'
import type { CardLayout } from '../../graph/layout/cardLayout.ts'
import { CARD } from '../../graph/layout/metrics.ts'
import { titleOf } from '../../state/nodeType.ts'
import { MediaTile } from '../../media/MediaTile.tsx'
import { useNode, useShownResult } from '../../state/useTab.ts'
import { Anchors } from './Anchors.tsx'
import { useModelLine } from './useModelLine.ts'

/** A card that has just come into view: its title and picture in place, the rest follows shortly. */
export function Sketch({
  id,
  layout,
  selected,
}: {
  readonly id: string
  readonly layout: CardLayout
  readonly selected: boolean
}) {
  const title = useNode(id, titleOf, '')
  const model = useModelLine(id)
  const result = useShownResult(id)
  const preview = result === null ? null : previewOf(result, layout.width)
  const made = preview?.kind === 'media' ? preview.media[0] : undefined
  return (
    <article
      className={`card ${selected ? 'selected' : ''}`}
      data-card={id}
      role="group"
      aria-label={title}
      tabIndex={-1}
    >
      <header
        className="flex flex-col justify-center px-3 pl-[34px] leading-[18px]"
        style={{ height: model === '' ? CARD.title : CARD.titleWithModel }}
      >
        <span className="truncate font-medium">{title}</span>
        <span className="truncate text-[12px] text-dim empty:hidden">{model}</span>
      </header>
      {made !== undefined && layout.preview !== null && (
        <div className="absolute inset-x-0" style={layout.preview}>
          <MediaTile media={made} alt="" side={512} fit="cover" />
        </div>
      )}
      <Anchors layout={layout} />
    </article>
  )
}
