import { useEditor } from '../../base/useEditor.ts'
import type { ControlProps } from './controlProps.ts'
import { putOnce } from './portActs.ts'

export function SwitchControl(props: ControlProps) {
  const editor = useEditor()
  const { nodeId, portName, port, value, isDefault, disabled, isWrong, describedBy } = props
  const on = value === true
  return (
    <span className="flex h-[24px] items-center justify-end gap-2">
      <span aria-hidden className={isDefault ? 'text-dim' : 'text-ink'}>
        {on ? 'On' : 'Off'}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-label={port.label}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        disabled={disabled}
        className={`switch nodrag ${isDefault ? 'is-default' : ''}`}
        checked={on}
        onChange={({ target }) => putOnce(editor, nodeId, portName, target.checked)}
      />
    </span>
  )
}
