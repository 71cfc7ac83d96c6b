import type { Editor } from '../base/editor.ts'
import { selection } from '../graph/acts/selection.ts'
import { canvasStore, setCanvas } from '../state/canvas/canvasStore.ts'
import { fit } from '../graph/acts/camera.ts'
import { reactFlow } from '../graph/reactFlow.ts'
import { show, togglePanel, viewStore } from '../state/view.ts'
import type { Command } from '../base/command.ts'
import { hasTab } from './enabled.ts'
import { glide } from '../base/theme.ts'

const zoom = (id: string, title: string, keys: string, by: (editor: Editor) => void): Command => ({
  id,
  title,
  group: 'View',
  keys,
  run: by,
})

/** Commands for the view: the canvas, the panels, and help. */
export const viewCommands: readonly Command[] = [
  {
    id: 'view.fit',
    title: 'Zoom to selection / fit',
    group: 'View',
    keys: '. F',
    enabled: hasTab,
    run: (editor) => fit(editor, selection(editor).size > 0 ? selection(editor) : undefined),
  },
  zoom(
    'view.zoomIn',
    'Zoom in',
    'Mod+=',
    (editor) => void reactFlow(editor)?.zoomIn({ duration: glide(120) }),
  ),
  zoom(
    'view.zoomOut',
    'Zoom out',
    'Mod+-',
    (editor) => void reactFlow(editor)?.zoomOut({ duration: glide(120) }),
  ),
  zoom(
    'view.zoomWhole',
    'Zoom to 100 %',
    'Mod+0',
    (editor) => void reactFlow(editor)?.zoomTo(1, { duration: glide(120) }),
  ),
  {
    id: 'view.minimap',
    title: 'Minimap',
    group: 'View',
    keys: 'Alt+M',
    isOn: (editor) => editor.get(viewStore).getState().minimap,
    run: (editor) => show(editor, { minimap: !editor.get(viewStore).getState().minimap }),
  },
  {
    id: 'view.snap',
    title: 'Snap to the grid',
    group: 'View',
    keys: '',
    isOn: (editor) => editor.get(canvasStore).getState().snap,
    run: (editor) => setCanvas(editor, { snap: !editor.get(canvasStore).getState().snap }),
  },
  {
    id: 'view.inspector',
    title: 'Inspector',
    group: 'View',
    keys: 'I',
    isOn: (editor) => editor.get(viewStore).getState().inspector,
    run: (editor) => show(editor, { inspector: !editor.get(viewStore).getState().inspector }),
  },
  {
    id: 'view.queue',
    title: 'Queue and history',
    group: 'View',
    keys: 'Q',
    run: (editor) => togglePanel(editor, 'queue'),
  },
  {
    id: 'view.workflows',
    title: 'Workflows',
    group: 'View',
    keys: 'W',
    run: (editor) => togglePanel(editor, 'workflows'),
  },
  {
    id: 'view.results',
    title: 'Results',
    group: 'View',
    keys: 'A',
    run: (editor) => togglePanel(editor, 'results'),
  },
  {
    id: 'view.library',
    title: 'Node library',
    group: 'View',
    keys: 'N',
    run: (editor) => togglePanel(editor, 'library'),
  },
  {
    id: 'view.settings',
    title: 'Settings',
    group: 'View',
    keys: 'Mod+,',
    run: (editor) => togglePanel(editor, 'settings'),
  },
  {
    id: 'help.palette',
    title: 'Command palette',
    group: 'Help',
    keys: 'Mod+K',
    run: (editor) => show(editor, { palette: true }),
  },
  {
    id: 'help.firstSteps',
    title: 'First steps',
    group: 'Help',
    keys: '',
    run: (editor) => show(editor, { firstSteps: true }),
  },
  {
    id: 'help.shortcuts',
    title: 'Shortcuts',
    group: 'Help',
    keys: '?',
    run: (editor) => togglePanel(editor, 'shortcuts'),
  },
]
