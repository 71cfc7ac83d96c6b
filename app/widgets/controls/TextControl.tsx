import type { ChangeEvent, KeyboardEvent } from 'react'
import type { Port } from '#shared/ports/port.ts'
import { useEditor } from '../../base/useEditor.ts'
import { areaClass, fieldClass } from './fieldClass.ts'
import type { ControlProps } from './controlProps.ts'
import { portActs } from './portActs.ts'
import { isEnter } from '../../base/keys/isEnter.ts'

/**
 * A text of one line, or of several, in which Enter starts a new line. All typing until the field is left is one undo
 * step.
 */
export function TextControl(props: ControlProps) {
  const editor = useEditor()
  const { nodeId, portName, port, value, isDefault, disabled, isWrong, describedBy, isBare } = props
  const acts = portActs(editor, nodeId, portName)
  const { control } = port
  const many = control.kind === 'text' && control.multiline
  const field = {
    'aria-label': port.label,
    'aria-invalid': isWrong,
    'aria-describedby': describedBy,
    // It can still be read and copied.
    readOnly: disabled,
    // A file may contain anything here; it is shown as it is.
    value: typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value),
    placeholder:
      (control.kind === 'text' ? control.placeholder : undefined) ??
      (isBare ? bareText(port) : many ? port.help : ''),
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => acts.put(target.value),
    onBlur: acts.end,
    onKeyDown: (event: KeyboardEvent) => {
      // The element around the field handles Esc: it leaves the field, which keeps its text.
      if (isEnter(event) && !many) acts.end()
    },
  }
  return many ? (
    <textarea {...field} className={areaClass(isDefault)} />
  ) : (
    <input type="text" {...field} className={fieldClass(isDefault)} />
  )
}

/** A field that nothing names beside it says what it is for, and that it is needed. */
const bareText = ({ label, required }: Port): string => (required ? `${label} (required)` : label)
