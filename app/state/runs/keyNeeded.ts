import type { EngineState } from '#shared/api/records.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Editor } from '../../base/editor.ts'
import { engineCalled } from '../engines.ts'
import { show, viewStore } from '../view.ts'
import { showToast } from '../../base/notify.ts'

/** The label of the button that leads to the field for the key. */
export const keyButton = ({ title, key: { from } }: EngineState): string =>
  from === null ? `Add a key for ${title}` : 'Enter another key'

const refused = {
  environment: 'rejected the key from the environment.',
  session: 'rejected the key that you entered.',
  file: 'rejected the key stored on this machine.',
} as const

/** What is wrong with the key, by where the key came from. */
export const keyText = ({ title, key: { from } }: EngineState): string =>
  from === null ? `There is no key for ${title} yet.` : `${title} ${refused[from]}`

/** Shows and focuses the field for the key of an engine. */
export const showKeyField = (editor: Editor, engine: EngineId): void =>
  show(editor, { panel: 'settings', keyField: engine })

/**
 * Reports that the key of an engine is missing or refused, and offers its field. The message disappears when the key or
 * the mode changes.
 */
export function notifyKeyNeeded(editor: Editor, engine: EngineState): void {
  const { settings } = editor.get(viewStore).getState()
  const dismiss = showToast(
    editor,
    keyText(engine),
    { action: { label: keyButton(engine), run: () => showKeyField(editor, engine.id) } },
    'error',
  )
  const stop = editor.get(viewStore).subscribe((after) => {
    const isSameKey = JSON.stringify(engineCalled(after, engine.id)?.key) === JSON.stringify(engine.key)
    if (isSameKey && after.settings?.mode === settings?.mode) return
    stop()
    dismiss()
  })
}
