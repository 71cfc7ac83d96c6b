import type { KeyState, Settings } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { show, viewStore } from '../view.ts'
import { showToast } from '../../base/notify.ts'

/** The label of the button that leads to the field for the key. */
export const keyButton = ({ from }: KeyState): string =>
  from === null ? 'Add a RunComfy key' : 'Enter another key'

const refused = {
  environment: 'RunComfy rejected the key from the environment.',
  session: 'RunComfy rejected the key that you entered.',
  file: 'RunComfy rejected the key stored on this machine.',
} as const

/** What is wrong with the key, by where the key came from. */
export const keyText = ({ from }: KeyState): string =>
  from === null ? 'There is no RunComfy key yet.' : refused[from]

/** Shows and focuses the field for the key. */
export const showKeyField = (editor: Editor): void => show(editor, { panel: 'settings', keyField: true })

/**
 * Reports that the key is missing or refused, and offers its field. The message disappears when the key or the engine
 * changes.
 */
export function notifyKeyNeeded(editor: Editor): void {
  const { key, settings } = editor.get(viewStore).getState()
  const dismiss = showToast(
    editor,
    keyText(key),
    { action: { label: keyButton(key), run: () => showKeyField(editor) } },
    'error',
  )
  const stop = editor.get(viewStore).subscribe((after) => {
    if (after.key === key && engineOf(after.settings) === engineOf(settings)) return
    stop()
    dismiss()
  })
}

const engineOf = (settings: Settings | null): string | undefined => settings?.engine
