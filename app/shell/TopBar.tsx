import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Play, Square } from 'lucide-react'
import { call } from '../commands/keyboard.ts'
import { currentRun } from '../commands/run.ts'
import { useHint } from '../commands/useKeys.ts'
import { changeSettings } from '../panels/SettingsPanel.tsx'
import { useRuns, useTabs, useView } from '../stores/use.ts'
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

/** Which engine is asked, always in sight: one of them costs money. */
function EngineSwitch() {
  const engine = useView((view) => view.settings?.engine)
  if (engine === undefined) return null
  return (
    <select
      aria-label="Engine"
      title={
        engine === 'practice'
          ? 'Practice: free, draws pictures on this machine'
          : 'RunComfy: every job costs money'
      }
      className={`h-[30px] rounded-md border bg-card px-2 ${engine === 'practice' ? 'border-line text-dim' : 'border-accent text-ink'}`}
      value={engine}
      onChange={(event) =>
        changeSettings({ engine: event.target.value === 'runcomfy' ? 'runcomfy' : 'practice' })
      }
    >
      <option value="practice">Practice</option>
      <option value="runcomfy">RunComfy</option>
    </select>
  )
}

const item =
  'flex h-8 cursor-default items-center rounded-md px-3 outline-none data-[highlighted]:bg-line/70 data-[disabled]:opacity-40'

function RunButton() {
  // Both tell whether the shown tab's run goes on.
  useRuns((state) => state)
  useTabs((state) => state)
  const running = currentRun() !== null
  const runHint = useHint('run.all', 'Run')
  const cancelHint = useHint('run.cancel', 'Cancel the current run')
  return (
    <div className="flex shrink-0">
      {running && (
        <button
          type="button"
          className="mr-2 flex h-[30px] items-center gap-2 rounded-md border border-line px-3 hover:bg-line/60"
          title={cancelHint}
          onClick={() => call('run.cancel')}
        >
          <Square size={13} aria-hidden />
          Cancel
        </button>
      )}
      <button
        type="button"
        className="flex h-[30px] items-center gap-2 rounded-l-md bg-accent px-4 font-medium text-on-accent hover:brightness-110"
        title={runHint}
        onClick={() => call('run.all')}
      >
        <Play size={14} aria-hidden />
        Run
      </button>
      <Menu.Root>
        <Menu.Trigger
          aria-label="More ways to run"
          className="grid h-[30px] w-7 place-items-center rounded-r-md border-l border-on-accent/25 bg-accent text-on-accent hover:brightness-110"
        >
          <ChevronDown size={14} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={4} className="z-40">
            <Menu.Popup className="min-w-[220px] rounded-lg border border-line bg-raised p-1 shadow-[var(--shadow)]">
              <Menu.Item className={item} onClick={() => call('run.here')}>
                Run to the selected nodes
              </Menu.Item>
              <Menu.Item className={item} onClick={() => call('run.first')}>
                Run ahead of the queue
              </Menu.Item>
              <Menu.Item className={item} onClick={() => call('run.fresh')}>
                Run again, without known results
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  )
}
