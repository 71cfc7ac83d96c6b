import type { ComponentType, ReactNode } from 'react'
import { QueuePanel } from '../queue/QueuePanel.tsx'
import { useView } from '../state/use.ts'
import type { PanelName } from '../state/view.ts'
import { loadLater } from '../widgets/loadLater.tsx'
import { Rail } from './Rail.tsx'
import { StatusLine } from './StatusLine.tsx'
import { TopBar } from './TopBar.tsx'
import { Viewer } from '../viewer/Viewer.tsx'

const Inspector = loadLater(async () => (await import('../inspector/Inspector.tsx')).Inspector)

// Parts that are not visible at the start are loaded later.
const LibraryPanel = loadLater(async () => (await import('../library/LibraryPanel.tsx')).LibraryPanel)
const ResultsPanel = loadLater(async () => (await import('../results/ResultsPanel.tsx')).ResultsPanel)
const SettingsPanel = loadLater(async () => (await import('../settings/SettingsPanel.tsx')).SettingsPanel)
const ShortcutsPanel = loadLater(async () => (await import('../settings/ShortcutsPanel.tsx')).ShortcutsPanel)
const WorkflowsPanel = loadLater(async () => (await import('../workflows/WorkflowsPanel.tsx')).WorkflowsPanel)

/** A missing panel does not compile. */
const panels: { readonly [Name in PanelName]: ComponentType } = {
  library: LibraryPanel,
  queue: QueuePanel,
  results: ResultsPanel,
  workflows: WorkflowsPanel,
  settings: SettingsPanel,
  shortcuts: ShortcutsPanel,
}

/** The frame around the canvas: the top bar, the rail with its panels, and the status line. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const panel = useView((view) => view.panel)
  const inspector = useView((view) => view.inspector)
  const Shown = panel === null ? null : panels[panel]
  return (
    <div className="flex h-full flex-col">
      <TopBar />
      <div className="flex min-h-0 flex-1">
        <Rail />
        <main className="relative min-w-0 flex-1">
          {children}
          {Shown !== null && (
            <div data-panel className="absolute inset-y-0 left-0 z-20 shadow-[var(--shadow)]">
              <Shown />
            </div>
          )}
        </main>
        {inspector && <Inspector />}
      </div>
      <StatusLine />
      <Viewer />
    </div>
  )
}
