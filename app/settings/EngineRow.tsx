import { useState, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { EngineState, KeyState } from '#shared/api/records.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { Checkbox } from '../base/ui/Checkbox.tsx'
import { Field } from '../base/ui/Field.tsx'
import { TextButton } from '../base/ui/TextButton.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailure } from '../base/notify.ts'
import { host } from '../base/host.ts'
import { changeSettings, requestSettings } from '../state/settings.ts'
import { useView } from '../state/use.ts'
import { show } from '../state/view.ts'

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
      <KeySetting engine={engine} />
      <ApiUrlSetting engine={engine} apiUrl={apiUrl} />
      <ConcurrencySetting engine={engine} />
    </section>
  )
}

const keyText = {
  environment: 'A key is set in the environment.',
  session: 'A key is set until Patchbay ends.',
  file: 'A key is kept in a file that only you can read.',
} as const

/** Describes the state of the key: a key for another address is not sent to this one. */
function keyState({ from, elsewhere }: KeyState): string {
  if (from !== null) return keyText[from]
  if (elsewhere === undefined) return 'No key is set.'
  return `Your key is for ${hostOf(elsewhere)} and is not sent anywhere else. Enter a key for this address.`
}

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : origin)

/** The key can be set but never read: only where it is stored, and for which address, is shown. */
function KeySetting({ engine }: EngineProps) {
  const editor = useEditor()
  const { id, title, keyPage, key: state, address } = engine
  const { origin } = address
  const { from } = state
  const [key, setKey] = useState('')
  const [remember, setRemember] = useState(false)
  const [status, setStatus] = useState('')
  const keyField = useKeyField(id)
  const save = (): void => {
    host(editor)
      .request('key.set', { engine: id, key, remember, ...(origin !== null && { origin }) })
      .then(() => setKey(''))
      .catch((thrown) => notifyFailure(editor, thrown))
  }
  const test = (): void => {
    setStatus('Checking the key…')
    host(editor)
      .request('key.test', { engine: id })
      .then(({ balance, currency }) =>
        setStatus(balance === null ? 'The key works.' : `The key works. Balance: ${balance} ${currency}.`),
      )
      .catch((thrown: unknown) => setStatus(thrown instanceof Error ? thrown.message : String(thrown)))
  }
  const forget = (): void => {
    host(editor)
      .request('key.forget', { engine: id })
      .catch((thrown) => notifyFailure(editor, thrown))
  }
  return (
    <fieldset className="px-3 pt-2">
      <legend className="pt-3">{title} key</legend>
      <p className="mb-2 text-[12px] text-dim">
        {keyState(state)}
        {origin !== null &&
          ` ${from === null ? 'The key that you enter' : 'It'} is sent only to ${hostOf(origin)}.`}{' '}
        {from === null && (
          <a className="underline" href={keyPage} target="_blank" rel="noreferrer">
            Get a key
          </a>
        )}
      </p>
      <TextField
        ref={keyField}
        type="password"
        aria-label={`New ${title} key`}
        autoComplete="off"
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <Checkbox className="mt-2" checked={remember} onCheck={setRemember}>
        Keep it in a file on this machine
      </Checkbox>
      <div className="mt-2 flex gap-2">
        <TextButton disabled={key.trim() === ''} onClick={save}>
          Use this key
        </TextButton>
        <TextButton disabled={from === null} onClick={test}>
          Test
        </TextButton>
        <TextButton disabled={from === null || from === 'environment'} onClick={forget}>
          Forget
        </TextButton>
      </div>
      <p role="status" className="mt-2 text-[12px] text-dim">
        {status}
      </p>
    </fieldset>
  )
}

/** Sent when the field loses the focus: half an address is no address. */
function ApiUrlSetting({ engine, apiUrl }: EngineProps & { readonly apiUrl: string }) {
  const editor = useEditor()
  const { id, title, address } = engine
  const [text, setText] = useState(apiUrl)
  const label = `Address of ${title}`
  if (address.fixed)
    return (
      <Field label={label} help="Set by the environment.">
        <TextField type="url" value={address.origin ?? ''} disabled readOnly />
      </Field>
    )
  const leave = (): void => {
    if (text === apiUrl) return
    requestSettings(editor, { engines: { [id]: { apiUrl: text } } }).catch((thrown: unknown) => {
      // A refused value is not the current one.
      setText(apiUrl)
      notifyFailure(editor, thrown)
    })
  }
  return (
    <Field
      label={label}
      help={`Leave empty to use ${title} itself. Another address needs its own key. Plain http only to this machine.`}
    >
      <TextField type="url" value={text} onChange={(event) => setText(event.target.value)} onBlur={leave} />
    </Field>
  )
}

/** How many of its jobs may run in parallel. */
function ConcurrencySetting({ engine: { id, title, concurrency } }: EngineProps) {
  const editor = useEditor()
  return (
    <Field label={`${title} jobs at a time`}>
      <TextField
        type="number"
        min={1}
        max={64}
        value={concurrency}
        onChange={(event) => {
          const wanted = event.target.valueAsNumber
          if (Number.isInteger(wanted) && wanted >= 1 && wanted <= 64)
            changeSettings(editor, { engines: { [id]: { concurrency: wanted } } })
        }}
      />
    </Field>
  )
}

/** The field for the key: it takes the focus when something else led the user to it. */
function useKeyField(engine: EngineId): RefObject<HTMLInputElement | null> {
  const editor = useEditor()
  const field = useRef<HTMLInputElement>(null)
  const isWanted = useView((view) => view.keyField === engine)
  useLayoutEffect(() => {
    if (!isWanted) return
    field.current?.focus()
    show(editor, { keyField: null })
  }, [editor, isWanted])
  return field
}
