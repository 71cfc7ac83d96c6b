import { RotateCcw } from 'lucide-react'
import type { Port } from '#shared/ports/port.ts'
import { IconButton } from '../../base/ui/IconButton.tsx'
import { useEditor } from '../../base/useEditor.ts'
import { assetOf } from '../../graph/values/literal.ts'
import { putOnce } from './portActs.ts'
import { portValueText } from '../../base/portText.ts'

interface ResetProps {
  readonly nodeId: string
  readonly portName: string
  readonly port: Port
  readonly value: unknown
}

/** Restores a port's default, or removes the value if it has none. */
export function ResetButton({ nodeId, portName, port, value }: ResetProps) {
  const editor = useEditor()
  // A picture has this button below it.
  if (port.control.kind === 'picture' && assetOf(value) !== null) return null
  const text =
    port.default === undefined
      ? `Clear ${port.label}`
      : `Reset ${port.label} to ${portValueText(port, port.default)}`
  return (
    <IconButton
      className="reset-button nodrag grid size-[20px] shrink-0 cursor-pointer place-items-center rounded-[5px] text-dim hover:bg-line/60 hover:text-ink"
      label={text}

      onClick={() => putOnce(editor, nodeId, portName, undefined)}
    >
      <RotateCcw size={13} aria-hidden />
    </IconButton>
  )
}
