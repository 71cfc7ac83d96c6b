import type { Editor } from '../base/editor.ts'
import { pickFiles } from '../canvas/drop/openFiles.ts'
import { downloadCopy } from '../state/workflows/download.ts'
import { canPack, packShownRun } from '../state/workflows/bundle.ts'
import { leaveTab } from '../state/workflows/leaveTab.ts'
import type { Tab } from '../state/tabs.ts'
import { activeTab, stepTab } from '../state/tabs.ts'
import { show } from '../state/view.ts'
import { showVersions } from '../state/workflows/versions.ts'
import type { Command } from '../base/command.ts'
import { canEdit, hasTab } from './enabled.ts'
import { duplicateTab } from '../state/workflows/duplicate.ts'
import { renameTab } from '../state/workflows/rename.ts'
import { closeOthers, hasOthers, revealInWorkflows } from '../state/workflows/tabActs.ts'
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
  {
    id: 'file.rename',
    title: 'Rename workflow',
    group: 'File',
    keys: '',
    needsHost: true,
    enabled: canEdit,
    run: (editor) => ofShown(editor, renameTab),
  },
  {
    id: 'file.duplicate',
    title: 'Duplicate workflow',
    group: 'File',
    keys: '',
    enabled: canEdit,
    run: (editor) => ofShown(editor, duplicateTab),
  },
  { id: 'file.openFile', title: 'Open a file', group: 'File', keys: 'Mod+Shift+O', run: pickFiles },
  {
    id: 'file.download',
    title: 'Export workflow',
    group: 'File',
    keys: '',
    enabled: hasTab,
    run: downloadCopy,
  },
  {
    id: 'file.pack',
    title: 'Export run (.zip)',
    group: 'File',
    keys: '',
    needsHost: true,
    enabled: canPack,
    run: packShownRun,
  },
  {
    id: 'workflow.versions',
    title: 'Versions of this workflow',
    group: 'File',
    keys: '',
    needsHost: true,
    enabled: canEdit,
    run: showVersions,
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
    run: (editor) => ofShown(editor, leaveTab),
  },
  {
    id: 'file.closeOthers',
    title: 'Close other workflows',
    group: 'File',
    keys: '',
    enabled: (editor) => hasOthersOfShown(editor, 'others'),
    run: (editor) => ofShown(editor, (_, tab) => closeOthers(editor, tab, 'others')),
  },
  {
    id: 'file.closeRight',
    title: 'Close workflows to the right',
    group: 'File',
    keys: '',
    enabled: (editor) => hasOthersOfShown(editor, 'right'),
    run: (editor) => ofShown(editor, (_, tab) => closeOthers(editor, tab, 'right')),
  },
  {
    id: 'file.reveal',
    title: 'Show in Workflows',
    group: 'File',
    keys: '',
    enabled: (editor) => (activeTab(editor)?.entry ?? null) !== null,
    run: (editor) => ofShown(editor, revealInWorkflows),
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

/** Does something with the shown tab. */
async function ofShown(
  editor: Editor,
  act: (editor: Editor, tab: Tab) => void | Promise<void>,
): Promise<void> {
  const tab = activeTab(editor)
  if (tab !== null) await act(editor, tab)
}

function hasOthersOfShown(editor: Editor, which: 'others' | 'right'): boolean {
  const tab = activeTab(editor)
  return tab !== null && hasOthers(editor, tab, which)
}
