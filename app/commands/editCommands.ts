import type { Editor } from '../base/editor.ts'
import { copy, cut, duplicate, paste } from '../canvas/acts/clipboard.ts'
import { removeSelected, selectAll, selection } from '../graph/acts/selection.ts'
import { canvasStore } from '../state/canvas/canvasStore.ts'
import { activeTab, redo, undo } from '../state/tabs.ts'
import { show } from '../state/view.ts'
import type { Command } from '../base/command.ts'
import { canEdit, hasTab } from './enabled.ts'

const cableSelected = (editor: Editor): boolean => editor.get(canvasStore).getState().edges.size > 0

/** Commands for undo, selection, the clipboard and search. */
export const editCommands: readonly Command[] = [
  {
    id: 'edit.undo',
    title: 'Undo',
    group: 'Edit',
    keys: 'Mod+Z',
    enabled: (editor) => (activeTab(editor)?.past.length ?? 0) > 0,
    run: undo,
  },
  {
    id: 'edit.redo',
    title: 'Redo',
    group: 'Edit',
    keys: 'Mod+Shift+Z Mod+Y',
    enabled: (editor) => (activeTab(editor)?.future.length ?? 0) > 0,
    run: redo,
  },
  {
    id: 'edit.selectAll',
    title: 'Select all',
    group: 'Edit',
    keys: 'Mod+A',
    enabled: hasTab,
    run: selectAll,
  },
  {
    id: 'edit.copy',
    title: 'Copy',
    group: 'Edit',
    keys: 'Mod+C',
    enabled: (editor) => selection(editor).size > 0,
    run: copy,
  },
  {
    id: 'edit.cut',
    title: 'Cut',
    group: 'Edit',
    keys: 'Mod+X',
    enabled: (editor) => canEdit(editor) && selection(editor).size > 0,
    run: cut,
  },
  {
    id: 'edit.paste',
    title: 'Paste',
    group: 'Edit',
    keys: 'Mod+V',
    enabled: canEdit,
    run: (editor) => paste(editor, false),
  },
  {
    id: 'edit.pasteConnected',
    title: 'Paste, keeping incoming cables',
    group: 'Edit',
    keys: 'Mod+Shift+V',
    enabled: canEdit,
    run: (editor) => paste(editor, true),
  },
  {
    id: 'edit.duplicate',
    title: 'Duplicate',
    group: 'Edit',
    keys: 'Mod+D',
    enabled: (editor) => canEdit(editor) && selection(editor).size > 0,
    run: duplicate,
  },
  {
    id: 'edit.delete',
    title: 'Delete',
    group: 'Edit',
    keys: 'Del Backspace',
    enabled: (editor) => canEdit(editor) && (selection(editor).size > 0 || cableSelected(editor)),
    run: removeSelected,
  },
  {
    id: 'edit.find',
    title: 'Find in the graph',
    group: 'Edit',
    keys: 'Mod+F',
    enabled: hasTab,
    run: (editor) => show(editor, { find: true }),
  },
]
