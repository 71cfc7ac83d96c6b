import { hasSelection, selectedNodes } from '../canvas/acts/selection.ts'
import { activeTab } from '../stores/tabs.ts'
import { isHostGone, viewStore } from '../stores/view.ts'

/** When commands can be done. A workflow of a newer version can be looked at only. */
export const hasTab = (): boolean => activeTab() !== null
export const canEdit = (): boolean => activeTab()?.readOnly === false
/** While the host is gone nothing runs; one that was started again takes no wish from this page. */
export const canRun = (): boolean => canEdit() && !isHostGone(viewStore.getState())
export const canChange = (): boolean => canEdit() && hasSelection()
export const several = (): boolean => canEdit() && selectedNodes().length > 1
