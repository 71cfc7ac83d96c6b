import { modeOf } from '#shared/document/workflow.ts'
import { renameSelected } from '../canvas/acts/choose.ts'
import {
  alignSelected,
  collapseAll,
  colourSelected,
  groupSelected,
  selectedNodes,
  selection,
  tidySelected,
  toggleCollapsed,
  toggleMode,
  togglePinned,
} from '../graph/acts/selection.ts'
import { pointerPosition } from '../graph/reactFlow.ts'
import type { Alignment } from '../graph/model/align.ts'
import type { NodeColour } from '../graph/model/groups.ts'
import { NODE_COLOURS, nodeColour } from '../graph/model/groups.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { openMask, paintedPort } from '../state/mask/openMask.ts'
import { show } from '../state/view.ts'
import type { Command } from '../base/command.ts'
import type { Editor } from '../base/editor.ts'
import { canChange, canEdit, several } from './enabled.ts'

const alignment = (how: Alignment, title: string): Command => ({
  id: `node.align.${how.replace(' ', '-')}`,
  title,
  group: 'Node',
  keys: '',
  enabled: several,
  run: (editor) => alignSelected(editor, how),
})

/** The only selected node, if it has a model. */
function remoteNode(editor: Editor): string | null {
  const [node, ...others] = selectedNodes(editor)
  if (node === undefined || others.length > 0) return null
  return registryOf(editor).get(node.type)?.where === 'remote' ? node.id : null
}

const colouring = (colour: NodeColour | null): Command => ({
  id: `node.colour.${colour ?? 'none'}`,
  title: colour === null ? 'No colour' : `Colour ${colour}`,
  group: 'Node',
  keys: '',
  enabled: canChange,
  isOn: (editor) => selectedNodes(editor).every((node) => nodeColour(node) === colour),
  run: (editor) => colourSelected(editor, colour),
})

/** Commands for nodes on the canvas. */
export const nodeCommands: readonly Command[] = [
  {
    id: 'node.add',
    title: 'Add a node',
    group: 'Node',
    keys: 'Shift+A',
    enabled: canEdit,
    run: (editor) => show(editor, { search: { at: pointerPosition(editor), loose: null } }),
  },
  { id: 'node.group', title: 'Group', group: 'Node', keys: 'Mod+G', enabled: canChange, run: groupSelected },
  {
    id: 'node.rename',
    title: 'Rename',
    group: 'Node',
    keys: 'F2',
    enabled: (editor) => canEdit(editor) && selection(editor).size === 1,
    run: renameSelected,
  },
  {
    id: 'node.model',
    title: "Use another engine's model",
    group: 'Node',
    keys: '',
    needsHost: true,
    enabled: (editor) => canEdit(editor) && remoteNode(editor) !== null,
    run: (editor) => show(editor, { models: remoteNode(editor) }),
  },
  {
    id: 'node.paintMask',
    title: 'Paint mask',
    group: 'Node',
    keys: '',
    enabled: (editor) =>
      canEdit(editor) && selectedNodes(editor).some((node) => paintedPort(node, registryOf(editor)) !== null),
    run: (editor) => void selectedNodes(editor).some(({ id }) => openMask(editor, id)),
  },
  {
    id: 'node.mute',
    title: 'Mute',
    group: 'Node',
    keys: 'Mod+M',
    enabled: canChange,
    isOn: (editor) => selectedNodes(editor).every((node) => modeOf(node) === 'muted'),
    run: (editor) => toggleMode(editor, 'muted'),
  },
  {
    id: 'node.bypass',
    title: 'Bypass',
    group: 'Node',
    keys: 'Mod+B',
    enabled: canChange,
    isOn: (editor) => selectedNodes(editor).every((node) => modeOf(node) === 'bypassed'),
    run: (editor) => toggleMode(editor, 'bypassed'),
  },
  {
    id: 'node.collapse',
    title: 'Collapse',
    group: 'Node',
    keys: 'Alt+C',
    enabled: canChange,
    isOn: (editor) => selectedNodes(editor).every(({ collapsed }) => collapsed === true),
    run: toggleCollapsed,
  },
  {
    id: 'node.collapseAll',
    title: 'Collapse all',
    group: 'Node',
    keys: '',
    enabled: canEdit,
    run: (editor) => collapseAll(editor, true),
  },
  {
    id: 'node.expandAll',
    title: 'Expand all',
    group: 'Node',
    keys: '',
    enabled: canEdit,
    run: (editor) => collapseAll(editor, false),
  },
  colouring(null),
  ...NODE_COLOURS.map(colouring),
  {
    id: 'node.pin',
    title: 'Pin in place',
    group: 'Node',
    keys: '',
    enabled: canChange,
    isOn: (editor) => selectedNodes(editor).every(({ pinned }) => pinned === true),
    run: togglePinned,
  },
  { id: 'node.tidy', title: 'Tidy', group: 'Node', keys: 'Shift+T', enabled: canEdit, run: tidySelected },
  alignment('left', 'Align left'),
  alignment('centre', 'Align centres'),
  alignment('right', 'Align right'),
  alignment('top', 'Align tops'),
  alignment('middle', 'Align middles'),
  alignment('bottom', 'Align bottoms'),
  alignment('spread across', 'Spread across'),
  alignment('spread down', 'Spread down'),
]
