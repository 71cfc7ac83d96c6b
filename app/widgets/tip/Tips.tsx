import { CircleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { Tooltip } from '../../base/ui/Tooltip.tsx'
import { tipStore, watchTips } from './tips.ts'

/**
 * The one tooltip of all controls: a tooltip for each on a thousand cards would be slow. Screen readers find the text
 * at the control.
 */
export function Tips() {
  const editor = useEditor()
  const tip = usePart(tipStore, (tips) => tips.tip)
  useEffect(() => watchTips(editor), [editor])
  return (
    <Tooltip
      anchor={tip?.anchor ?? null}
      side={tip?.side ?? 'bottom'}
      onClose={() => editor.get(tipStore).setState({ tip: null })}
    >
      {tip !== null && tip.problem !== null && (
        <span className="flex gap-2" data-problem-words>
          <CircleAlert size={14} aria-hidden className="mt-[2px] shrink-0 text-failed" />
          <span className="min-w-0 break-words">{tip.problem}</span>
        </span>
      )}
      {tip !== null && tip.help !== null && (
        <span className={tip.problem === null ? '' : 'text-dim'}>{tip.help}</span>
      )}
    </Tooltip>
  )
}
