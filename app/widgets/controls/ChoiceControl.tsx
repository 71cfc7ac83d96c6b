import { ChevronDown } from 'lucide-react'
import { choiceWords } from '#shared/ports/plainWords.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { ControlProps } from './controlProps.ts'
import { fieldClass } from './fieldClass.ts'
import { portActs } from './portActs.ts'

const NO_CHOICE = ''
const OTHER = 'other'

/**
 * One of the values that the port accepts. A native select: it supports typing and both themes. A value that is not
 * among them is shown as it is.
 */
export function ChoiceControl(props: ControlProps) {
  const editor = useEditor()
  const { nodeId, portName, port, value, isDefault, disabled, isWrong, describedBy } = props
  const acts = portActs(editor, nodeId, portName)
  const choices = port.type.choices ?? []
  const at = choices.findIndex((choice) => choice === value)
  return (
    <span className="relative block">
      <select
        aria-label={port.label}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        disabled={disabled}
        // As the endpoint spells it.
        title={at === -1 ? undefined : String(choices[at])}
        className={`${fieldClass(isDefault)} cursor-pointer appearance-none truncate pr-6`}
        value={value === undefined ? NO_CHOICE : at === -1 ? OTHER : String(at)}
        // Letters jump from one option to the next: all changes until the field is left are one undo step.
        onChange={({ target }) => acts.put(choices[Number(target.value)])}
        onPointerDown={acts.end}
        onBlur={acts.end}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !acts.revert()) return
          event.preventDefault()
          event.stopPropagation()
        }}
      >
        {value === undefined && <option value={NO_CHOICE}>Not set</option>}
        {value !== undefined && at === -1 && <option value={OTHER}>{JSON.stringify(value)}</option>}
        {choices.map((choice, index) => (
          <option key={choice} value={String(index)} title={String(choice)}>
            {choiceWords(choice)}
          </option>
        ))}
      </select>
      <ChevronDown
        size={14}
        aria-hidden
        className="pointer-events-none absolute top-[5px] right-[6px] text-dim"
      />
    </span>
  )
}
