import { ImageOff } from 'lucide-react'
import type { Gap } from '#shared/run/gap.ts'
import { gapReason, gapTitle } from '../state/steps/gapText.ts'
import { titleOf } from '../state/nodeType.ts'
import { useNode } from '../state/useTab.ts'

/** A missing item in its position among others: which one, and why. */
export function GapTile({ gap }: { readonly gap: Gap }) {
  const reason = gapReason(gap, useNode(gap.of, titleOf, ''))
  return (
    <div
      role="img"
      aria-label={`${gapTitle(gap)}. ${reason}`}
      title={reason}
      className="@container flex h-full min-h-0 w-full flex-col items-center justify-center gap-1 overflow-hidden border border-dashed border-line bg-canvas p-2 text-center text-[12px] leading-[16px]"
    >
      <ImageOff size={16} aria-hidden className="shrink-0 text-failed" />
      <span className="shrink-0">{gapTitle(gap)}</span>
      {/* A narrow tile has no room for it: it is the tooltip there. */}
      <span className="hidden @min-[130px]:block">
        <span className="line-clamp-3 text-dim">{reason}</span>
      </span>
    </div>
  )
}
