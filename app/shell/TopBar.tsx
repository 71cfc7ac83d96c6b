import { useEditor } from '../base/useEditor.ts'
import { changeSettings } from '../state/settings.ts'
import { useHostGone, useView } from '../state/use.ts'
import { HOST_GONE } from '../base/ui/hostGone.ts'
import { RunButton } from './RunButton.tsx'
import { TabStrip } from './TabStrip.tsx'

/** Workflow tabs, the mode that is in use, and the run button with its menu. */
export function TopBar() {
  return (
    <header className="flex h-[44px] shrink-0 items-center gap-2 border-b border-line px-2">
      <TabStrip />
      <ModeSwitch />
      <RunButton />
    </header>
  )
}

/** Whether runs cost money, always visible. */
function ModeSwitch() {
  const editor = useEditor()
  const mode = useView((view) => view.settings?.mode)
  const gone = useHostGone()
  if (mode === undefined) return null
  return (
    <select
      aria-label="Mode"
      disabled={gone}
      title={
        gone
          ? HOST_GONE
          : mode === 'practice'
            ? 'Practice: free, draws pictures on this machine'
            : 'Live: every job costs money'
      }
      className={`h-[30px] shrink-0 rounded-md border bg-card px-2 disabled:opacity-40 ${mode === 'practice' ? 'border-line text-dim' : 'border-accent text-ink'}`}
      value={mode}
      onChange={(event) =>
        changeSettings(editor, { mode: event.target.value === 'live' ? 'live' : 'practice' })
      }
    >
      <option value="practice">Practice</option>
      <option value="live">Live</option>
    </select>
  )
}
