import { useState } from 'react'
import type { EngineState } from '#shared/api/records.ts'
import { toAppError } from '#shared/errors.ts'
import { Field } from '../base/ui/Field.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import { useEditor } from '../base/useEditor.ts'
import { changeSettings, requestSettings } from '../state/settings.ts'
import { KeyForm } from './KeyForm.tsx'
import { NumberSetting } from './NumberSetting.tsx'

interface EngineProps {
  readonly engine: EngineState
}

/** The settings of an engine, whichever it is: its key, its address and its concurrency. */
export function EngineRow({ engine, apiUrl }: EngineProps & { readonly apiUrl: string }) {
  const { title, help } = engine
  return (
    <section aria-label={title} className="border-t border-line py-2">
      <h3 className="m-0 px-3 pt-1 text-[13px] font-semibold">{title}</h3>
      <p className="m-0 px-3 pt-1 text-[12px] text-dim">{help}</p>
      <div className="px-3 pt-3 pb-1">
        <KeyForm engine={engine} />
      </div>
      <ApiUrlSetting engine={engine} apiUrl={apiUrl} />
      <ConcurrencySetting engine={engine} />
    </section>
  )
}

/** Sent when the field loses the focus: half an address is no address. One that is refused stays there, marked. */
function ApiUrlSetting({ engine, apiUrl }: EngineProps & { readonly apiUrl: string }) {
  const editor = useEditor()
  const { id, title, address } = engine
  const [text, setText] = useState(apiUrl)
  const [problem, setProblem] = useState<string | null>(null)
  const label = `Address of ${title}`
  if (address.fixed)
    return (
      <Field label={label} help="Set by the environment, and cannot be changed here.">
        <TextField type="url" value={address.origin ?? ''} disabled readOnly />
      </Field>
    )
  const leave = (): void => {
    if (text === apiUrl) return setProblem(null)
    requestSettings(editor, { engines: { [id]: { apiUrl: text } } }).then(
      () => setProblem(null),
      (thrown: unknown) => setProblem(`${toAppError(thrown).message} ${currentText(engine)}`),
    )
  }
  return (
    <Field
      label={label}
      help={`Leave empty for ${title} itself. Another address needs its own key. http:// is allowed only for this computer.`}
      problem={problem}
    >
      <TextField
        type="url"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(null)
        }}
        onBlur={leave}
      />
    </Field>
  )
}

const currentText = ({ title, address: { origin } }: EngineState): string =>
  origin === null ? 'It was not changed.' : `${title} is still reached at ${origin}.`

/** How many of its jobs may run in parallel. */
function ConcurrencySetting({ engine: { id, title, concurrency } }: EngineProps) {
  const editor = useEditor()
  return (
    <NumberSetting
      label={`${title} jobs at a time`}
      help="From 1 to 64."
      value={concurrency}
      low={1}
      high={64}
      isWhole
      onChange={(wanted) => changeSettings(editor, { engines: { [id]: { concurrency: wanted } } })}
    />
  )
}
