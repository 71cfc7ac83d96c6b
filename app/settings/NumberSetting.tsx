import { useState } from 'react'
import type { ReactNode } from 'react'
import { Field } from '../base/ui/Field.tsx'
import { TextField } from '../base/ui/TextField.tsx'

interface NumberSettingProps {
  readonly label: string
  readonly help: string
  readonly value: number
  /** The value as it is written in the field. */
  readonly format?: (value: number) => string
  readonly low: number
  readonly high: number
  readonly step?: number
  readonly isWhole?: boolean
  /** What the number counts, before the field. */
  readonly unit?: ReactNode
  readonly onChange: (value: number) => void
}

/** A number in its limits. One that is not stays in its field, marked, and the setting stays as it was. */
export function NumberSetting(props: NumberSettingProps) {
  const { label, help, value, format = String, low, high, step = 1, isWhole = false, unit, onChange } = props
  /** What is being typed; null: nothing. */
  const [text, setText] = useState<string | null>(null)
  const isIn = (number: number): boolean =>
    number >= low && number <= high && (!isWhole || Number.isInteger(number))
  const typed = text === null ? value : readNumber(text)
  const limits = `a ${isWhole ? 'whole ' : ''}number from ${low} to ${high.toLocaleString('en')}`
  return (
    <Field
      label={label}
      help={help}
      problem={isIn(typed) ? null : `Enter ${limits}. Until then it stays ${format(value)}.`}
    >
      <span className="flex items-center gap-2">
        {unit}
        <TextField
          type="number"
          min={low}
          max={high}
          step={step}
          value={text ?? format(value)}
          onChange={(event) => {
            setText(event.target.value)
            const number = readNumber(event.target.value)
            if (isIn(number) && number !== value) onChange(number)
          }}
          onBlur={() => isIn(typed) && setText(null)}
        />
      </span>
    </Field>
  )
}

const readNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
