import { useEditor } from '../base/useEditor.ts'
import { changeSettings } from '../state/settings.ts'
import { useHostGone, useView } from '../state/use.ts'
import { HOST_GONE } from '../base/ui/hostGone.ts'
import { RunButton } from './RunButton.tsx'
import { TabStrip } from './TabStrip.tsx'

/** Workflow tabs, the engine that is in use, and the run button with its menu. */
export function TopBar() {
  return (
    <header className="flex h-[44px] shrink-0 items-center gap-2 border-b border-line px-2">
      <TabStrip />
      <EngineSwitch />
      <RunButton />
    </header>
  )
}

/** The engine that runs use, always visible: one of them costs money. */
function EngineSwitch() {
  const editor = useEditor()
  const engine = useView((view) => view.settings?.engine)
  const gone = useHostGone()
  if (engine === undefined) return null
  return (
    <select
      aria-label="Engine"
      disabled={gone}
      title={
        gone
          ? HOST_GONE
          : engine === 'practice'
            ? 'Practice: free, draws pictures on this machine'
            : 'RunComfy: every job costs money'
      }
      className={`h-[30px] shrink-0 rounded-md border bg-card px-2 disabled:opacity-40 ${engine === 'practice' ? 'border-line text-dim' : 'border-accent text-ink'}`}
      value={engine}
      onChange={(event) =>
        changeSettings(editor, { engine: event.target.value === 'runcomfy' ? 'runcomfy' : 'practice' })
      }
    >
      <option value="practice">Practice</option>
      <option value="runcomfy">RunComfy</option>
    </select>
  )
}
