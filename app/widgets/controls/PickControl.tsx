import { readChoice } from '#nodes/local/choosing/choice.ts'
import type { Json } from '#shared/ports/value.ts'
import { Button } from '../../base/ui/Button.tsx'
import { useEditor } from '../../base/useEditor.ts'
import type { ControlProps } from './controlProps.ts'
import { putOnce } from './portActs.ts'

/** How many pictures were picked; reset when the run should ask again. */
export function PickControl({ nodeId, portName, value, disabled, describedBy }: ControlProps) {
  const editor = useEditor()
  // The cast is sound: a workflow contains JSON.
  const choice = readChoice(value as Json | undefined)
  if (choice === null)
    return (
      <span className="flex h-[24px] items-center justify-end text-dim" aria-describedby={describedBy}>
        Asked for in the run
      </span>
    )
  const { chosen, pictures } = choice
  return (
    <span className="flex h-[24px] items-center justify-end gap-2" aria-describedby={describedBy}>
      <span className="truncate">
        {pictures === null ? `${chosen.length} chosen` : `${chosen.length} of ${pictures.length}`}
      </span>
      <Button
        className="nodrag h-[24px] shrink-0 cursor-pointer rounded-[6px] border border-line bg-raised px-2 text-[12px] hover:border-dim disabled:cursor-default disabled:opacity-50"
        disabled={disabled}
        onClick={() => putOnce(editor, nodeId, portName, undefined)}
      >
        Ask again
      </Button>
    </span>
  )
}
