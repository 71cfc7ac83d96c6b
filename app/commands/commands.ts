import { duplicate, copy, cut, paste } from '../canvas/acts/clipboard.ts'
import {
  alignSelected,
  groupSelected,
  hasSelection,
  removeSelected,
  selectAll,
  selectedNodes,
  selection,
  tidySelected,
  toggleCollapsed,
  toggleMode,
  togglePinned,
} from '../canvas/acts/selection.ts'
import { canvasStore, setCanvas } from '../canvas/canvasStore.ts'
import { fit, flow, pointerPlace } from '../canvas/flow.ts'
import type { Alignment } from '../canvas/model/align.ts'
import { activeTab, redo, undo } from '../stores/tabs.ts'
import { show, togglePanel, viewStore } from '../stores/view.ts'
import type { Command } from './command.ts'
import { newWorkflow, saveWorkflow } from './file.ts'
import { cancelRun, currentRun, startRun } from './run.ts'

const hasTab = (): boolean => activeTab() !== null
const canEdit = (): boolean => activeTab()?.readOnly === false
const canChange = (): boolean => canEdit() && hasSelection()
const several = (): boolean => canEdit() && selectedNodes().length > 1

const alignment = (how: Alignment, title: string): Command => ({
  id: `node.align.${how.replace(' ', '-')}`,
  title,
  group: 'Node',
  keys: '',
  enabled: several,
  run: () => alignSelected(how),
})

const zoom = (id: string, title: string, keys: string, by: () => void): Command => ({
  id,
  title,
  group: 'View',
  keys,
  run: by,
})

const cableSelected = (): boolean => canvasStore.getState().edges.size > 0

/** All that can be done by name or keys: the one table that the keyboard, the palette and the menus are made of. */
export const commands: readonly Command[] = [
  {
    id: 'run.all',
    title: 'Run',
    group: 'Run',
    keys: 'Mod+Enter',
    enabled: canEdit,
    run: () => startRun({ targets: null }),
  },
  {
    id: 'run.first',
    title: 'Run ahead of the queue',
    group: 'Run',
    keys: 'Mod+Shift+Enter',
    enabled: canEdit,
    run: () => startRun({ targets: null, first: true }),
  },
  {
    id: 'run.here',
    title: 'Run to here',
    group: 'Run',
    keys: '',
    enabled: canChange,
    run: () => startRun({ targets: selectedNodes().map(({ id }) => id) }),
  },
  {
    id: 'run.fresh',
    title: 'Run again, without known results',
    group: 'Run',
    keys: '',
    enabled: canEdit,
    run: () =>
      startRun({ targets: hasSelection() ? selectedNodes().map(({ id }) => id) : null, fresh: true }),
  },
  {
    id: 'run.cancel',
    title: 'Cancel the current run',
    group: 'Run',
    keys: 'Mod+Alt+Enter',
    enabled: () => currentRun() !== null,
    run: cancelRun,
  },
  { id: 'file.new', title: 'New workflow', group: 'File', keys: 'Mod+N', run: newWorkflow },
  {
    id: 'file.open',
    title: 'Open a workflow',
    group: 'File',
    keys: 'Mod+O',
    run: () => show({ panel: 'workflows' }),
  },
  {
    id: 'file.save',
    title: 'Save',
    group: 'File',
    keys: 'Mod+S',
    enabled: canEdit,
    run: () => saveWorkflow(),
  },
  {
    id: 'file.saveAs',
    title: 'Save as',
    group: 'File',
    keys: 'Mod+Shift+S',
    enabled: canEdit,
    run: () => saveWorkflow(true),
  },
  {
    id: 'edit.undo',
    title: 'Undo',
    group: 'Edit',
    keys: 'Mod+Z',
    enabled: () => (activeTab()?.past.length ?? 0) > 0,
    run: undo,
  },
  {
    id: 'edit.redo',
    title: 'Redo',
    group: 'Edit',
    keys: 'Mod+Shift+Z Mod+Y',
    enabled: () => (activeTab()?.future.length ?? 0) > 0,
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
    enabled: () => selection().size > 0,
    run: copy,
  },
  {
    id: 'edit.cut',
    title: 'Cut',
    group: 'Edit',
    keys: 'Mod+X',
    enabled: () => canEdit() && selection().size > 0,
    run: cut,
  },
  {
    id: 'edit.paste',
    title: 'Paste',
    group: 'Edit',
    keys: 'Mod+V',
    enabled: canEdit,
    run: () => paste(false),
  },
  {
    id: 'edit.pasteConnected',
    title: 'Paste, keeping incoming cables',
    group: 'Edit',
    keys: 'Mod+Shift+V',
    enabled: canEdit,
    run: () => paste(true),
  },
  {
    id: 'edit.duplicate',
    title: 'Duplicate',
    group: 'Edit',
    keys: 'Mod+D',
    enabled: canChange,
    run: duplicate,
  },
  {
    id: 'edit.delete',
    title: 'Delete',
    group: 'Edit',
    keys: 'Del Backspace',
    enabled: () => canEdit() && (selection().size > 0 || cableSelected()),
    run: removeSelected,
  },
  {
    id: 'edit.find',
    title: 'Find in the graph',
    group: 'Edit',
    keys: 'Mod+F',
    enabled: hasTab,
    run: () => show({ find: true }),
  },
  {
    id: 'node.add',
    title: 'Add a node',
    group: 'Node',
    keys: 'Shift+A',
    enabled: canEdit,
    run: () => show({ search: { at: pointerPlace(), loose: null } }),
  },
  { id: 'node.group', title: 'Group', group: 'Node', keys: 'Mod+G', enabled: canChange, run: groupSelected },
  {
    id: 'node.mute',
    title: 'Mute',
    group: 'Node',
    keys: 'Mod+M',
    enabled: canChange,
    run: () => toggleMode('muted'),
  },
  {
    id: 'node.bypass',
    title: 'Bypass',
    group: 'Node',
    keys: 'Mod+B',
    enabled: canChange,
    run: () => toggleMode('bypassed'),
  },
  {
    id: 'node.collapse',
    title: 'Collapse',
    group: 'Node',
    keys: 'Alt+C',
    enabled: canChange,
    run: toggleCollapsed,
  },
  { id: 'node.pin', title: 'Pin in place', group: 'Node', keys: '', enabled: canChange, run: togglePinned },
  { id: 'node.tidy', title: 'Tidy', group: 'Node', keys: 'Shift+T', enabled: canEdit, run: tidySelected },
  alignment('left', 'Align left'),
  alignment('centre', 'Align centres'),
  alignment('right', 'Align right'),
  alignment('top', 'Align tops'),
  alignment('middle', 'Align middles'),
  alignment('bottom', 'Align bottoms'),
  alignment('spread across', 'Spread across'),
  alignment('spread down', 'Spread down'),
  {
    id: 'view.fit',
    title: 'Fit to the selection, else all',
    group: 'View',
    keys: '. F',
    enabled: hasTab,
    run: () => fit(selection().size > 0 ? selection() : undefined),
  },
  zoom('view.zoomIn', 'Zoom in', 'Mod+=', () => void flow()?.zoomIn({ duration: 120 })),
  zoom('view.zoomOut', 'Zoom out', 'Mod+-', () => void flow()?.zoomOut({ duration: 120 })),
  zoom('view.zoomWhole', 'Zoom to 100 %', 'Mod+0', () => void flow()?.zoomTo(1, { duration: 120 })),
  {
    id: 'view.minimap',
    title: 'Minimap',
    group: 'View',
    keys: 'Alt+M',
    run: () => show({ minimap: !viewStore.getState().minimap }),
  },
  {
    id: 'view.snap',
    title: 'Snap to the grid',
    group: 'View',
    keys: '',
    run: () => setCanvas({ snap: !canvasStore.getState().snap }),
  },
  {
    id: 'view.inspector',
    title: 'Inspector',
    group: 'View',
    keys: 'I',
    run: () => show({ inspector: !viewStore.getState().inspector }),
  },
  { id: 'view.queue', title: 'Queue and history', group: 'View', keys: 'Q', run: () => togglePanel('queue') },
  { id: 'view.workflows', title: 'Workflows', group: 'View', keys: 'W', run: () => togglePanel('workflows') },
  { id: 'view.results', title: 'Results', group: 'View', keys: 'A', run: () => togglePanel('results') },
  { id: 'view.library', title: 'Node library', group: 'View', keys: 'N', run: () => togglePanel('library') },
  {
    id: 'view.settings',
    title: 'Settings',
    group: 'View',
    keys: 'Mod+,',
    run: () => togglePanel('settings'),
  },
  {
    id: 'help.palette',
    title: 'Every command, by name',
    group: 'Help',
    keys: 'Mod+K',
    run: () => show({ palette: true }),
  },
  { id: 'help.shortcuts', title: 'Shortcuts', group: 'Help', keys: '?', run: () => togglePanel('shortcuts') },
]

export const command = (id: string): Command | null => commands.find((one) => one.id === id) ?? null
