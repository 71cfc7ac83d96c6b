import { ModeMenu } from './ModeMenu.tsx'
import { RunButton } from './RunButton.tsx'
import { TabStrip } from './TabStrip.tsx'
import { WorkflowMenu } from './WorkflowMenu.tsx'

/** The menu of the workflow, the tabs, the mode that is in use, and the run button with its menu. */
export function TopBar() {
  return (
    <header className="flex h-[44px] shrink-0 items-center gap-2 border-b border-line px-2">
      <WorkflowMenu />
      <TabStrip />
      <ModeMenu />
      <RunButton />
    </header>
  )
}
