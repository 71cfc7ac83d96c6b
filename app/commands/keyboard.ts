import type { Editor } from '../base/editor.ts'
import { copyText, pasteText } from '../canvas/acts/clipboard.ts'
import { pasteProse } from '../canvas/acts/pasteProse.ts'
import { pasteMedia } from '../canvas/drop/openFiles.ts'
import { pointerPosition } from '../graph/reactFlow.ts'
import { removeSelected } from '../graph/acts/selection.ts'
import { openContextMenu, pressOnCanvas } from '../graph/acts/walk.ts'
import { activeTab } from '../state/tabs.ts'
import { viewStore } from '../state/view.ts'
import { commands } from './commands.ts'
import { dispatcher } from './dispatcher.ts'
import { commandFor, matchesKeys } from '../base/keys/keys.ts'
import { isComposing } from '../base/keys/isEnter.ts'
import { isMac } from '../base/keys/platform.ts'
import { acceptsText } from '../base/keys/acceptsText.ts'
import { bindFieldUndo } from './fieldUndo.ts'
import { commitField, isNoUse, worksWhileTyping } from './whileTyping.ts'

/** Whether a list or a dialog is open, which handles its own keys. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role=dialog],[role=menu],[role=listbox]') !== null

/** Commands that do not apply to the canvas while a panel beside it is focused: there the same keys act on the list. */
const ofCanvas: ReadonlySet<string> = new Set(['edit.delete', 'edit.duplicate'])

const isBeside = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('aside') !== null

/** Keys at which the browser fires copy, cut and paste events, which need no permission to read the clipboard. */
const CLIPBOARD: Readonly<Record<string, string>> = {
  'edit.copy': 'Mod+C',
  'edit.cut': 'Mod+X',
  'edit.paste': 'Mod+V',
  'edit.pasteConnected': 'Mod+Shift+V',
}

/** Binds the keys and the clipboard events to the commands. Returns a function that stops it. */
export function bindKeyboard(editor: Editor): () => void {
  /** Whether the next paste was requested with Shift. */
  let withIncoming = false
  /** Whether the next menu was requested by a key: its event then names no target. */
  let menuKey = false

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    menuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
    const isHandled = event.defaultPrevented
    if (isNoUse(event, isMac)) event.preventDefault()
    if (isHandled || isElsewhere(event.target)) return
    const shortcuts = editor.get(viewStore).getState().settings?.shortcuts ?? {}
    const found = commandFor(commands, shortcuts, event, isMac)
    // Leaves a field for its card; almost all other keys belong to the field.
    if (acceptsText(event.target) && event.key !== 'Escape') {
      if (found === null || !worksWhileTyping(found.id, event, isMac)) return
      commitField(event.target)
    }
    if (found !== null && ofCanvas.has(found.id) && isBeside(event.target)) return
    if (found === null) {
      if (pressOnCanvas(editor, event)) event.preventDefault()
      return
    }
    if (matchesKeys(CLIPBOARD[found.id] ?? '', event, isMac)) {
      withIncoming = event.shiftKey
      return
    }
    event.preventDefault()
    editor.get(dispatcher).call(found.id)
  }

  const onCopy = (event: ClipboardEvent): void => {
    if (acceptsText(event.target) || document.getSelection()?.isCollapsed === false) return
    const text = copyText(editor)
    if (text === null) return
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    if (event.type === 'cut' && activeTab(editor)?.readOnly === false) removeSelected(editor)
  }

  const onPaste = (event: ClipboardEvent): void => {
    if (acceptsText(event.target) || activeTab(editor)?.readOnly !== false) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const files = [...(event.clipboardData?.files ?? [])]
    const isPasted =
      pasteText(editor, text, withIncoming) ||
      pasteMedia(editor, files, pointerPosition(editor)) ||
      pasteProse(editor, text)
    if (isPasted) event.preventDefault()
    withIncoming = false
  }

  // The menu key without a focused element opens the menu of the selection, or else of the canvas.
  const onMenu = (event: MouseEvent): void => {
    const opensMenu = menuKey && document.activeElement === document.body
    menuKey = false
    if (opensMenu && openContextMenu(editor)) event.preventDefault()
  }

  const unbindUndo = bindFieldUndo()
  document.addEventListener('keydown', onKeyDown)
  document.addEventListener('contextmenu', onMenu)
  document.addEventListener('copy', onCopy)
  document.addEventListener('cut', onCopy)
  document.addEventListener('paste', onPaste)
  return () => {
    unbindUndo()
    document.removeEventListener('keydown', onKeyDown)
    document.removeEventListener('contextmenu', onMenu)
    document.removeEventListener('copy', onCopy)
    document.removeEventListener('cut', onCopy)
    document.removeEventListener('paste', onPaste)
  }
}
