import type { Editor } from '../base/editor.ts'
import { pickFiles } from '../canvas/drop/openFiles.ts'
import { downloadCopy } from '../state/workflows/download.ts'
import { canPack, packShownRun } from '../state/workflows/bundle.ts'
import { leaveTab } from '../state/workflows/leaveTab.ts'
import { activeTab, stepTab } from '../state/tabs.ts'
import { show } from '../state/view.ts'
import type { Command } from '../base/command.ts'
import { hasTab } from './enabled.ts'
import { canRevert, newWorkflow, revertWorkflow, saveWorkflow } from '../state/workflows/file.ts'

/** Commands for whole workflows. */
export const fileCommands: readonly Command[] = [
  { id: 'file.new', title: 'New workflow', group: 'File', keys: 'Mod+N Alt+N', run: newWorkflow },
  {
    id: 'file.open',
    title: 'Open a workflow',
    group: 'File',
    keys: 'Mod+O',
    run: (editor) => show(editor, { panel: 'workflows' }),
  },
  {
    id: 'file.save',
    title: 'Save',
    group: 'File',
    keys: 'Mod+S',
    needsHost: true,
    enabled: hasTab,
    run: (editor) => saveWorkflow(editor),
  },
  {
    id: 'file.saveAs',
    title: 'Save as',
    group: 'File',
    keys: 'Mod+Shift+S',
    needsHost: true,
    enabled: hasTab,
    run: (editor) => saveWorkflow(editor, true),
  },
  { id: 'file.openFile', title: 'Open a file', group: 'File', keys: 'Mod+Shift+O', run: pickFiles },
  {
    id: 'file.download',
    title: 'Download a copy',
    group: 'File',
    keys: '',
    enabled: hasTab,
    run: downloadCopy,
  },
  {
    id: 'file.pack',
    title: 'Export the last run',
    group: 'File',
    keys: '',
    needsHost: true,
    enabled: canPack,
    run: packShownRun,
  },
  {
    id: 'file.revert',
    title: 'Revert to saved',
    group: 'File',
    keys: '',
    enabled: canRevert,
    run: revertWorkflow,
  },
  {
    id: 'file.close',
    title: 'Close workflow',
    group: 'File',
    keys: 'Mod+W Alt+W',
    enabled: hasTab,
    run: closeShown,
  },
  {
    id: 'file.next',
    title: 'Next workflow',
    group: 'File',
    keys: 'Mod+Tab Mod+PageDown Alt+PageDown',
    enabled: hasTab,
    run: (editor) => stepTab(editor, 1),
  },
  {
    id: 'file.previous',
    title: 'Previous workflow',
    group: 'File',
    keys: 'Mod+Shift+Tab Mod+PageUp Alt+PageUp',
    enabled: hasTab,
    run: (editor) => stepTab(editor, -1),
  },
]

async function closeShown(editor: Editor): Promise<void> {
  const tab = activeTab(editor)
  if (tab !== null) await leaveTab(editor, tab)
}
