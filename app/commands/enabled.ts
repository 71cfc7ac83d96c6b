import { hasSelection, selectedNodes } from '../graph/acts/selection.ts'
import { activeTab } from '../state/tabs.ts'
import { isHostGone, viewStore } from '../state/view.ts'
import type { Editor } from '../base/editor.ts'
import type { Command } from '../base/command.ts'

/** When commands are enabled. A workflow of a newer version is read-only. */
export const hasTab = (editor: Editor): boolean => activeTab(editor) !== null
export const canEdit = (editor: Editor): boolean => activeTab(editor)?.readOnly === false
/** Whether a command needs the host, and it is unreachable. */
export const lacksHost = (editor: Editor, { needsHost }: Command): boolean =>
  needsHost === true && isHostGone(editor.get(viewStore).getState())
/** Whether a command is enabled now. */
export const isEnabled = (editor: Editor, command: Command): boolean =>
  !lacksHost(editor, command) && command.enabled?.(editor) !== false
export const canChange = (editor: Editor): boolean => canEdit(editor) && hasSelection(editor)
export const several = (editor: Editor): boolean => canEdit(editor) && selectedNodes(editor).length > 1
