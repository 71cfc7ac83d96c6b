import { hasSelection, selectedNodes } from '../graph/acts/selection.ts'
import { activeTab } from '../state/tabs.ts'
import { isHostGone, viewStore } from '../state/view.ts'
import type { Command } from '../base/command.ts'

/** When commands can be done. A workflow of a newer version can be looked at only. */
export const hasTab = (): boolean => activeTab() !== null
export const canEdit = (): boolean => activeTab()?.readOnly === false
/** Whether a command wants a host, and none is there. */
export const lacksHost = ({ needsHost }: Command): boolean =>
  needsHost === true && isHostGone(viewStore.getState())
/** Whether a command can be done now. */
export const isEnabled = (command: Command): boolean => !lacksHost(command) && command.enabled?.() !== false
export const canChange = (): boolean => canEdit() && hasSelection()
export const several = (): boolean => canEdit() && selectedNodes().length > 1
