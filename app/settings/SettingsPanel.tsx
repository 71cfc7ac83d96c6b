import { useState, useLayoutEffect, useRef } from 'react'
import type { KeyState, Settings } from '#shared/api/records.ts'
import type { RefObject } from 'react'
import { Checkbox } from '../base/ui/Checkbox.tsx'
import { Field } from '../base/ui/Field.tsx'
import { Select } from '../base/ui/Select.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailure } from '../base/notify.ts'
import { host } from '../base/host.ts'
import { LargePictures } from './LargePictures.tsx'
import { changeSettings } from '../state/settings.ts'
import { useHostGone, useView } from '../state/use.ts'
import { show } from '../state/view.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { Panel } from '../widgets/Panel.tsx'

export function SettingsPanel() {
  const editor = useEditor()
  const settings = useView((view) => view.settings)
  const gone = useHostGone()
  if (settings === null) return <Panel title="Settings">{null}</Panel>
  return (
    <Panel title="Settings">
      {gone && (
        <p role="status" className="m-0 px-3 py-2 text-dim">
          Settings cannot be changed while the host is disconnected.
        </p>
      )}
      <fieldset disabled={gone} className="m-0 min-w-0 border-0 p-0 disabled:opacity-60">
        <EngineSetting settings={settings} />
        <KeySetting />
        <ApiUrlSetting settings={settings} />
        <LimitSettings settings={settings} />
        <ThemeSetting settings={settings} />
        <Checkbox
          className="px-3 py-2"
          checked={settings.reducedMotion}
          onCheck={(checked) => changeSettings(editor, { reducedMotion: checked })}
        >
          Reduce motion
        </Checkbox>
        <LargePictures settings={settings} />
      </fieldset>
    </Panel>
  )
}

interface SettingProps {
  readonly settings: Settings
}

/** Which engine draws the pictures, and whether that costs money. */
function EngineSetting({ settings }: SettingProps) {
  const editor = useEditor()
  return (
    <Field
      label="Engine"
      help={
        settings.engine === 'practice'
          ? 'Free, on this machine: draws pictures instead of calling a model.'
          : 'Real models. Every job costs money.'
      }
    >
      <Select
        value={settings.engine}
        onPick={(engine) =>
          changeSettings(editor, { engine: engine === 'runcomfy' ? 'runcomfy' : 'practice' })
        }
      >
        <option value="practice">Practice</option>
        <option value="runcomfy">RunComfy</option>
      </Select>
    </Field>
  )
}

/** How much may run in parallel, and be spent without asking. */
function LimitSettings({ settings }: SettingProps) {
  const editor = useEditor()
  return (
    <>
      <Field label="Remote jobs at a time">
        <TextField
          type="number"
          min={1}
          max={64}
          value={settings.concurrency}
          onChange={(event) => {
            const concurrency = event.target.valueAsNumber
            if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 64)
              changeSettings(editor, { concurrency })
          }}
        />
      </Field>
      <Field
        label="Ask before runs above"
        help="In dollars, from the usual cost of these jobs. The practice engine never asks."
      >
        <TextField
          type="number"
          min={0}
          step={0.1}
          value={settings.confirmAbove}
          onChange={(event) => {
            const confirmAbove = event.target.valueAsNumber
            if (confirmAbove >= 0 && confirmAbove <= 100_000) changeSettings(editor, { confirmAbove })
          }}
        />
      </Field>
    </>
  )
}

/** Light or dark. */
function ThemeSetting({ settings }: SettingProps) {
  const editor = useEditor()
  return (
    <Field label="Theme">
      <Select
        value={settings.theme}
        onPick={(theme) =>
          changeSettings(editor, { theme: theme === 'dark' || theme === 'light' ? theme : 'system' })
        }
      >
        <option value="system">Match system</option>
        <option value="dark">Dark</option>
        <option value="light">Light</option>
      </Select>
    </Field>
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
function KeySetting() {
  const editor = useEditor()
  const state = useView((view) => view.key)
  const { origin } = useView((view) => view.address)
  const { from } = state
  const [key, setKey] = useState('')
  const [remember, setRemember] = useState(false)
  const [status, setStatus] = useState('')
  const keyField = useKeyField()
  const save = (): void => {
    host(editor)
      .request('key.set', { key, remember, ...(origin !== null && { origin }) })
      .then((state) => {
        setKey('')
        show(editor, { key: state })
      })
      .catch((thrown) => notifyFailure(editor, thrown))
  }
  const test = (): void => {
    setStatus('Checking the balance…')
    host(editor)
      .request('key.test', {})
      .then(({ balance, currency }) => setStatus(`The key works. Balance: ${balance} ${currency}.`))
      .catch((thrown: unknown) => setStatus(thrown instanceof Error ? thrown.message : String(thrown)))
  }
  return (
    <fieldset className="px-3 py-2">
      <legend className="mb-1">RunComfy key</legend>
      <p className="mb-2 text-[12px] text-dim">
        {keyState(state)}
        {origin !== null &&
          ` ${from === null ? 'The key that you enter' : 'It'} is sent only to ${hostOf(origin)}.`}
      </p>
      <TextField
        ref={keyField}
        type="password"
        aria-label="New key"
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
        <TextButton
          disabled={from === null || from === 'environment'}
          onClick={() =>
            void host(editor)
              .request('key.forget', {})
              .then((state) => show(editor, { key: state }))
              .catch((thrown) => notifyFailure(editor, thrown))
          }
        >
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
function ApiUrlSetting({ settings }: SettingProps) {
  const editor = useEditor()
  const { origin, fixed } = useView((view) => view.address)
  const [text, setText] = useState(settings.apiUrl)
  if (fixed)
    return (
      <Field label="Address of the API" help="Set by the environment.">
        <TextField type="url" value={origin ?? ''} disabled readOnly />
      </Field>
    )
  const leave = (): void => {
    if (text === settings.apiUrl) return
    host(editor)
      .request('settings.change', { apiUrl: text })
      .then((changed) => show(editor, { settings: changed }))
      .catch((thrown: unknown) => {
        // A refused value is not the current one.
        setText(settings.apiUrl)
        notifyFailure(editor, thrown)
      })
  }
  return (
    <Field
      label="Address of the API"
      help="Leave empty to use RunComfy. Another address needs its own key. Plain http only to this machine."
    >
      <TextField type="url" value={text} onChange={(event) => setText(event.target.value)} onBlur={leave} />
    </Field>
  )
}

/** The field for the key: it takes the focus when something else led the user to it. */
function useKeyField(): RefObject<HTMLInputElement | null> {
  const editor = useEditor()
  const field = useRef<HTMLInputElement>(null)
  const isWanted = useView((view) => view.keyField)
  useLayoutEffect(() => {
    if (!isWanted) return
    field.current?.focus()
    show(editor, { keyField: false })
  }, [editor, isWanted])
  return field
}
