import type { Editor } from '../base/editor.ts'
import { canvasStore } from '../state/canvas/canvasStore.ts'
import { nodesOf } from '../state/connections.ts'
import { selectedNodes } from '../graph/acts/selection.ts'
import { activeTab } from '../state/tabs.ts'
import {
  compareVersions,
  stepVersion,
  hasResult,
  pinShown,
  unpinVersion,
} from '../state/versions/versionActions.ts'
import type { Command } from '../base/command.ts'
import { canEdit } from './enabled.ts'

/** The node that a command applies to: the focused card, or else the only selected one. */
function targetNode(editor: Editor): string | null {
  const { focused } = editor.get(canvasStore).getState()
  const card = document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card']
  if (card !== undefined && card === focused) return card
  const [node, ...more] = selectedNodes(editor)
  return node === undefined || more.length > 0 ? null : node.id
}

function hasShown(editor: Editor): boolean {
  const id = targetNode(editor)
  return id !== null && hasResult(editor, id)
}

function hasPinnedVersion(editor: Editor): boolean {
  const tab = activeTab(editor)
  const id = targetNode(editor)
  return tab !== null && id !== null && nodesOf(tab.workflow).get(id)?.take !== undefined
}

const forNode =
  (act: (editor: Editor, id: string) => void | Promise<void>) =>
  (editor: Editor): void | Promise<void> => {
    const id = targetNode(editor)
    return id === null ? undefined : act(editor, id)
  }

/** Commands for the versions of a node. */
export const versionCommands: readonly Command[] = [
  {
    id: 'node.takeOlder',
    title: 'Show the previous result',
    group: 'Node',
    keys: '[',
    enabled: hasShown,
    run: forNode((editor, id) => stepVersion(editor, id, -1)),
  },
  {
    id: 'node.takeNewer',
    title: 'Show the next result',
    group: 'Node',
    keys: ']',
    enabled: hasShown,
    run: forNode((editor, id) => stepVersion(editor, id, 1)),
  },
  {
    id: 'node.takeKeep',
    title: 'Use the shown result',
    group: 'Node',
    keys: 'P',
    enabled: (editor) => canEdit(editor) && hasShown(editor),
    run: forNode(pinShown),
  },
  {
    id: 'node.takeRelease',
    title: 'Unpin result',
    group: 'Node',
    keys: '',
    enabled: (editor) => canEdit(editor) && hasPinnedVersion(editor),
    run: forNode(unpinVersion),
  },
  {
    id: 'node.takeCompare',
    title: 'Compare two results of a node',
    group: 'Node',
    keys: '',
    enabled: hasShown,
    run: forNode(compareVersions),
  },
]
