import { useState } from 'react'
import { Checkbox } from '../base/ui/Checkbox.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import { useEditor } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import type { Shortcuts } from '../base/keys/bindings.ts'
import type { Command } from '../base/command.ts'
import { useDispatch } from '../base/dispatch.ts'
import { isMac } from '../base/keys/platform.ts'
import { keysOf, showKeys } from '../base/keys/keys.ts'
import { useShortcuts } from '../state/useKeys.ts'
import { gestures } from './gestures.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { Panel } from '../widgets/Panel.tsx'
import { changeSettings } from '../state/settings.ts'
import { ShortcutRow } from './ShortcutRow.tsx'

const save = (editor: Editor, shortcuts: Shortcuts): void =>
  changeSettings(editor, { shortcuts: { ...shortcuts } })

/** Every command with its keys, which can be changed; and the keys of the canvas that are not commands. */
export function ShortcutsPanel() {
  const editor = useEditor()
  const { commands } = useDispatch()
  const shortcuts = useShortcuts()
  const [text, setText] = useState('')
  /** The command whose new keys are being recorded. */
  const [recording, setRecording] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  const terms = text.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = (whole: string): boolean => terms.every((word) => whole.toLowerCase().includes(word))
  const found = commands.filter(
    (command) =>
      matches(textOf(command, shortcuts)) &&
      (all || terms.length > 0 || command.keys !== '' || Object.hasOwn(shortcuts, command.id)),
  )
  const acts = gestures.filter(({ title, by }) => matches(`${title} ${by}`))
  return (
    <Panel
      title="Shortcuts"
      actions={
        <TextButton disabled={Object.keys(shortcuts).length === 0} onClick={() => save(editor, {})}>
          Reset all
        </TextButton>
      }
    >
      <div className="sticky top-0 z-10 bg-card p-3">
        <TextField
          type="search"
          aria-label="Search shortcuts"
          placeholder="Search commands or keys"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Checkbox className="mt-2 text-dim" checked={all} onCheck={setAll}>
          Show commands without a shortcut
        </Checkbox>
      </div>
      {found.length + acts.length === 0 && <p className="m-0 px-3 text-dim">No matching shortcuts.</p>}
      {[...Map.groupBy(found, ({ group }) => group)].map(([group, some]) => (
        <section key={group} aria-label={group} className="px-3 pb-3">
          <h3 className="m-0 pb-1 text-[12px] font-normal text-dim">{group}</h3>
          <ul className="m-0 list-none p-0">
            {some.map((command) => (
              <ShortcutRow
                key={command.id}
                command={command}
                isRecording={recording === command.id}
                onRecord={(wanted) => setRecording(wanted ? command.id : null)}
                onSave={(shortcuts) => save(editor, shortcuts)}
              />
            ))}
          </ul>
        </section>
      ))}
      {acts.length > 0 && (
        <section aria-label="On the canvas" className="px-3 pb-3">
          <h3 className="m-0 pb-1 text-[12px] font-normal text-dim">On the canvas</h3>
          <dl className="m-0">
            {acts.map(({ title, by }) => (
              <div key={title} className="flex items-baseline gap-3 py-1">
                <dt className="min-w-0 flex-1">{title}</dt>
                <dd className="m-0 shrink-0 text-right text-[12px] text-dim">{by}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </Panel>
  )
}

const textOf = (command: Command, shortcuts: Shortcuts): string =>
  [command.title, command.group, ...keysOf(command, shortcuts).map((keys) => showKeys(keys, isMac))].join(' ')
