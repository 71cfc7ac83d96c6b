import { ChevronDown, Coins, FlaskConical, KeyRound } from 'lucide-react'
import { useRef } from 'react'
import type { EngineState } from '#shared/api/records.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import { useEditor } from '../base/useEditor.ts'
import { HOST_GONE } from '../base/ui/hostGone.ts'
import {
  Menu,
  MenuItem,
  MenuRadioGroup,
  MenuRadioItem,
  MenuRadioMark,
  MenuSeparator,
} from '../base/ui/Menu.tsx'
import { askForKeys, keyButton, showKeyField } from '../state/runs/keyNeeded.ts'
import { changeSettings } from '../state/settings.ts'
import { useHostGone, useView } from '../state/use.ts'

const modes: { readonly [M in Mode]: { readonly title: string; readonly help: string } } = {
  practice: { title: 'Practice', help: 'Free. Images are drawn on this computer.' },
  live: { title: 'Live', help: 'Real models. Every job costs money.' },
}

// The cast: a record's keys are those of its type.
const names = Object.keys(modes) as readonly Mode[]

/** Whether runs cost money, always visible, and which engines have a key. */
export function ModeMenu() {
  const editor = useEditor()
  const mode = useView((view) => view.settings?.mode)
  const engines = useView((view) => view.engines)
  const gone = useHostGone()
  /** After a choice the next keys are for the canvas. */
  const hasChosen = useRef(false)
  if (mode === undefined) return null
  const { title, help } = modes[mode]
  const Icon = mode === 'live' ? Coins : FlaskConical
  const choose = (chosen: Mode): void => {
    hasChosen.current = true
    if (chosen !== mode) changeSettings(editor, { mode: chosen })
    if (chosen === 'live') askForKeys(editor)
  }
  return (
    <Menu
      className="w-[300px]"
      leavesFocus={() => hasChosen.current}
      onOpen={() => (hasChosen.current = false)}
      trigger={{
        'aria-label': `Mode: ${title}`,
        disabled: gone,
        title: gone ? HOST_GONE : `${title}: ${help}`,
        className: `flex h-[30px] shrink-0 items-center gap-2 rounded-md border px-2 hover:bg-line/60 disabled:opacity-40 ${mode === 'live' ? 'border-paid text-paid' : 'border-line text-dim'}`,
        children: (
          <>
            <Icon size={14} aria-hidden />
            {title}
            <ChevronDown size={13} aria-hidden />
          </>
        ),
      }}
    >
      <MenuRadioGroup value={mode} onValueChange={choose}>
        {names.map((name) => (
          <MenuRadioItem key={name} value={name}>
            <MenuRadioMark />
            <span className="py-1">
              <span className="block font-medium">{modes[name].title}</span>
              <span className="block text-[12px] font-normal text-dim">{modes[name].help}</span>
            </span>
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
      {engines.map((engine) => (
        <EngineItem
          key={engine.id}
          engine={engine}
          onClick={() => {
            hasChosen.current = true
            showKeyField(editor, engine.id)
          }}
        />
      ))}
    </Menu>
  )
}

const keyStates: { readonly [From in NonNullable<EngineState['key']['from']>]: string } = {
  environment: 'Key from the environment',
  session: 'Key for this session',
  file: 'Key on this computer',
}

interface EngineItemProps {
  readonly engine: EngineState
  readonly onClick: () => void
}

/** An engine, and whether it has a key; it leads to the field for the key. */
const EngineItem = ({ engine, onClick }: EngineItemProps) => (
  <MenuItem onClick={onClick}>
    <KeyRound size={14} aria-hidden className="shrink-0 text-dim" />
    <span className="min-w-0 flex-1 truncate">{engine.title}</span>
    <span className="text-[12px] text-dim">
      {engine.key.from === null ? `${keyButton(engine)}…` : keyStates[engine.key.from]}
    </span>
  </MenuItem>
)
