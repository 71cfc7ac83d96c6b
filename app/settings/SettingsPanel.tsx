import type { ComponentType } from 'react'
import { Fragment } from 'react'
import type { Settings } from '#shared/api/records.ts'
import { Checkbox } from '../base/ui/Checkbox.tsx'
import { Field } from '../base/ui/Field.tsx'
import { Select } from '../base/ui/Select.tsx'
import { useEditor } from '../base/useEditor.ts'
import { FolderSetting } from './FolderSetting.tsx'
import { EngineRow } from './EngineRow.tsx'
import { NumberSetting } from './NumberSetting.tsx'
import { LargePictures } from './LargePictures.tsx'
import { changeSettings } from '../state/settings.ts'
import { useHostGone, useView } from '../state/use.ts'
import { Panel } from '../widgets/Panel.tsx'
import { Credits } from './Credits.tsx'

export function SettingsPanel() {
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
        {Object.entries(fields).map(
          ([name, SettingField]) =>
            SettingField !== null && (
              <Fragment key={name}>
                {name === 'engines' && <FolderSetting />}
                <SettingField settings={settings} />
              </Fragment>
            ),
        )}
      </fieldset>
      <Credits />
    </Panel>
  )
}

interface SettingProps {
  readonly settings: Settings
}

const modeHelp: { readonly [M in Settings['mode']]: string } = {
  practice: 'Free: images and videos are drawn on this computer instead of calling a model.',
  live: 'Real models. Every job costs money.',
}

/** Whether runs call the engines themselves, which costs money. */
function ModeSetting({ settings }: SettingProps) {
  const editor = useEditor()
  return (
    <Field label="Mode" help={modeHelp[settings.mode]}>
      <Select
        value={settings.mode}
        options={[
          { value: 'practice', label: 'Practice' },
          { value: 'live', label: 'Live' },
        ]}
        onPick={(mode) => changeSettings(editor, { mode: mode === 'live' ? 'live' : 'practice' })}
      />
    </Field>
  )
}

/** How much may be spent without asking. */
function ApprovalSetting({ settings }: SettingProps) {
  const editor = useEditor()
  return (
    <NumberSetting
      label="Confirm runs over"
      help="In US dollars, estimated from past jobs and list prices. Practice runs are never asked about."
      unit="$"
      value={settings.confirmAbove}
      format={(dollars) => dollars.toFixed(2)}
      low={0}
      high={100_000}
      step={0.1}
      onChange={(confirmAbove) => changeSettings(editor, { confirmAbove })}
    />
  )
}

/** A row for each engine that the host has. */
function EngineSettings({ settings }: SettingProps) {
  const engines = useView((view) => view.engines)
  return engines.map((engine) => (
    <EngineRow key={engine.id} engine={engine} apiUrl={settings.engines[engine.id]?.apiUrl ?? ''} />
  ))
}

/** Light or dark. */
function ThemeSetting({ settings }: SettingProps) {
  const editor = useEditor()
  return (
    <Field label="Theme">
      <Select
        value={settings.theme}
        options={[
          { value: 'system', label: 'Match system' },
          { value: 'dark', label: 'Dark' },
          { value: 'light', label: 'Light' },
        ]}
        onPick={(theme) =>
          changeSettings(editor, { theme: theme === 'dark' || theme === 'light' ? theme : 'system' })
        }
      />
    </Field>
  )
}

function MotionSetting({ settings }: SettingProps) {
  const editor = useEditor()
  return (
    <Checkbox
      className="px-3 py-2"
      checked={settings.reducedMotion}
      onCheck={(checked) => changeSettings(editor, { reducedMotion: checked })}
    >
      Reduce motion
    </Checkbox>
  )
}

/** The field of each setting, in the order of the panel. Null: it is changed in another place. */
const fields: { readonly [Name in keyof Settings]: ComponentType<SettingProps> | null } = {
  mode: ModeSetting,
  confirmAbove: ApprovalSetting,
  engines: EngineSettings,
  theme: ThemeSetting,
  reducedMotion: MotionSetting,
  bucket: LargePictures,
  // Beside the bucket.
  smallerCopies: null,
  // In a panel of their own.
  shortcuts: null,
}
