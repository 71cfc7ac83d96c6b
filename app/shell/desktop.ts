import { z } from 'zod'
import type { HostEvent } from '#shared/api/contract.ts'
import type { ShellCommand } from '#shared/api/records.ts'
import { Sha256 } from '#shared/ports/value.ts'
import type { Editor } from '../base/editor.ts'
import { commands } from '../commands/commands.ts'
import { dispatcher } from '../commands/dispatcher.ts'
import { openText } from '../state/workflows/file.ts'
import { keysOf } from '../base/keys/keys.ts'
import { notifyFailure, showToast, UNTIL_CLOSED } from '../base/notify.ts'
import { acceptsText } from '../base/keys/acceptsText.ts'
import { host } from '../base/host.ts'
import { ASSET_TYPE } from '../base/media/assetDrag.ts'
import { viewStore } from '../state/view.ts'

/** Every command with its current keys, as menus show them. */
export const commandTable = (shortcuts: Readonly<Record<string, string>>): ShellCommand[] =>
  commands.map((one) => ({
    id: one.id,
    title: one.title,
    group: one.group,
    keys: keysOf(one, shortcuts).join(' '),
  }))

/**
 * Connects the page to the desktop shell: its menus, its open requests, and drags out of the window. Returns a function
 * that disconnects it.
 */
export function joinDesktop(editor: Editor): () => void {
  const onDragStart = (event: DragEvent): void => dragOut(editor, event)
  const stopEvents = host(editor).subscribe((event) => onHostEvent(editor, event))
  document.addEventListener('dragstart', onDragStart)
  const sendTable = (): void => {
    const shortcuts = editor.get(viewStore).getState().settings?.shortcuts ?? {}
    host(editor)
      .request('shell.commands', { commands: commandTable(shortcuts) })
      .catch((thrown) => notifyFailure(editor, thrown))
  }
  sendTable()
  const stopView = editor.get(viewStore).subscribe((view, before) => {
    if (view.settings?.shortcuts !== before.settings?.shortcuts) sendTable()
  })
  return () => {
    stopEvents()
    stopView()
    document.removeEventListener('dragstart', onDragStart)
  }
}

/** A focused text field uses its own undo, also from a menu. */
const textActs: Readonly<Record<string, string>> = {
  'edit.undo': 'undo',
  'edit.redo': 'redo',
  'edit.selectAll': 'selectAll',
}

function onHostEvent(editor: Editor, event: HostEvent): void {
  if (event.type === 'opened') return void openText(editor, event.name, event.text)
  if (event.type === 'update.available') return notifyUpdate(editor, event.version)
  if (event.type !== 'command') return
  const textAct = textActs[event.id]
  if (textAct !== undefined && acceptsText(document.activeElement)) {
    document.execCommand(textAct)
    return
  }
  editor.get(dispatcher).call(event.id)
}

/** Stays until it is closed, because it is shown once after a start. */
function notifyUpdate(editor: Editor, version: string): void {
  showToast(
    editor,
    `Patchbay ${version} is available. This copy does not update itself: download it where you got this one.`,
    { stays: UNTIL_CLOSED },
  )
}

const Dragged = z.object({ sha256: Sha256 })

/** With Alt a picture is dragged out of the window as a file; without, to the canvas. */
function dragOut(editor: Editor, event: DragEvent): void {
  const text = event.altKey ? (event.dataTransfer?.getData(ASSET_TYPE) ?? '') : ''
  if (text === '') return
  event.preventDefault()
  const { sha256 } = Dragged.parse(JSON.parse(text))
  host(editor)
    .request('shell.drag', { sha256 })
    .catch((thrown) => notifyFailure(editor, thrown))
}
