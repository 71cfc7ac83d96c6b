import { Tooltip } from '@base-ui/react/tooltip'
import { CircleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { tipStore, watchTips } from './tips.ts'

/** The one tooltip of all controls: a thousand cards with one each would be slow. Screen readers hear the words at the control. */
export function Tips() {
  const tip = useStore(tipStore, (tips) => tips.tip)
  useEffect(() => watchTips(), [])
  return (
    <Tooltip.Root
      open={tip !== null}
      onOpenChange={(open) => {
        if (!open) tipStore.setState({ tip: null })
      }}
    >
      <Tooltip.Portal>
        <Tooltip.Positioner
          anchor={tip?.anchor ?? null}
          side="bottom"
          align="start"
          sideOffset={6}
          className="pointer-events-none z-50"
        >
          <Tooltip.Popup className="floating flex max-w-[260px] flex-col gap-1 px-[10px] py-[6px] leading-[18px]">
            {tip !== null && tip.problem !== null && (
              <span className="flex gap-2" data-problem-words>
                <CircleAlert size={14} aria-hidden className="mt-[2px] shrink-0 text-failed" />
                <span className="min-w-0 break-words">{tip.problem}</span>
              </span>
            )}
            {tip !== null && tip.help !== null && (
              <span className={tip.problem === null ? '' : 'text-dim'}>{tip.help}</span>
            )}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
