import { useStore } from 'zustand'
import { modeOf } from '#shared/document/workflow.ts'
import { mediaUrl } from '../../host.ts'
import { previewOf } from '../../previews/previewSize.ts'
import type { Level } from '../canvasStore.ts'
import { canvasStore } from '../canvasStore.ts'
import type { CardLayout } from '../layout/cardLayout.ts'
import { titleOf } from '../model/nodeType.ts'
import { useNode, useShownResult, useStep } from '../useTab.ts'
import { Anchors } from './Anchors.tsx'
import { asksPerson, describeStep } from './describeStep.ts'

interface LightCardProps {
  readonly id: string
  readonly layout: CardLayout
  readonly level: Exclude<Level, 'full'>
  readonly selected: boolean
}

/** A card from afar: its title, the colour of its state and its picture; from further away, a block. */
export function LightCard({ id, layout, level, selected }: LightCardProps) {
  const title = useNode(id, titleOf, '')
  const mode = useNode(id, modeOf, 'active')
  const step = useStep(id)
  const result = useShownResult(id)
  const isAt = useStore(canvasStore, ({ focused }) => focused === id)
  const preview = result === null ? null : previewOf(result.outputs, layout.width)
  const picture = preview?.kind === 'pictures' ? preview.pictures[0] : undefined
  const words = step === null ? '' : describeStep(step)
  return (
    <article
      className={`card light ${selected ? 'selected' : ''} ${mode !== 'active' ? 'aside' : ''} ${step?.phase ?? ''} ${asksPerson(step) ? 'asks' : ''}`}
      data-card={id}
      role="group"
      aria-label={[title, words].filter(Boolean).join(', ')}
      tabIndex={isAt ? 0 : -1}
    >
      {picture !== undefined && layout.preview !== null && (
        <img
          src={mediaUrl(picture.sha256, 256)}
          alt=""
          draggable={false}
          className="min-h-0 w-full flex-1 object-cover"
        />
      )}
      {level === 'light' && (
        <span className={`light-title ${layout.rows.length === 0 ? 'narrow' : ''}`}>{title}</span>
      )}
      <Anchors layout={layout} />
    </article>
  )
}
