import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Play, Plus, Square, X } from 'lucide-react'
import { call } from '../commands/keyboard.ts'
import { currentRun } from '../commands/run.ts'
import { useHint } from '../commands/useKeys.ts'
import { changeSettings } from '../panels/SettingsPanel.tsx'
import type { Tab } from '../stores/tabs.ts'
import { isDirty, showTab } from '../stores/tabs.ts'
import { useRuns, useTabs, useView } from '../stores/use.ts'
import { leaveTab } from './leaveTab.ts'

/** Workflow tabs, the engine that is in use, and the run button with its menu. */
export function TopBar() {
  const { tabs, active } = useTabs((state) => state)
  return (
    <header className="flex h-[44px] shrink-0 items-center gap-2 border-b border-line px-2">
      <nav className="flex min-w-0 flex-1 items-center gap-1 overflow-x-auto" aria-label="Open workflows">
        {tabs.map((tab) => (
          <TabButton key={tab.id} tab={tab} shown={tab.id === active} />
        ))}
        <button
          type="button"
          className="grid size-7 shrink-0 place-items-center rounded-md text-dim hover:bg-line/60 hover:text-ink"
          aria-label="New workflow"
          title={useHint('file.new', 'New workflow')}
          onClick={() => call('file.new')}
        >
          <Plus size={15} aria-hidden />
        </button>
      </nav>
      <EngineSwitch />
      <RunButton />
    </header>
  )
}

function TabButton({ tab, shown }: { readonly tab: Tab; readonly shown: boolean }) {
  const name = tab.workflow.name ?? 'Untitled'
  const dirty = isDirty(tab)
  return (
    <span
      className={`flex h-[30px] shrink-0 items-center rounded-md ${shown ? 'bg-raised' : 'hover:bg-line/40'}`}
    >
      <button
        type="button"
        aria-current={shown ? 'page' : undefined}
        className={`max-w-[220px] truncate pr-1 pl-3 ${shown ? '' : 'text-dim'}`}
        onClick={() => showTab(tab.id)}
      >
        {name}
        {dirty && (
          <span title="Not saved" className="text-accent">
            {' •'}
            <span className="sr-only"> (not saved)</span>
          </span>
        )}
      </button>
      <button
        type="button"
        className="grid size-6 place-items-center rounded text-dim hover:text-ink"
        aria-label={`Close ${name}`}
        onClick={() => leaveTab(tab)}
      >
        <X size={13} aria-hidden />
      </button>
    </span>
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
