import type { ComponentType, ReactNode, RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { QueuePanel } from '../queue/QueuePanel.tsx'
import { usePart } from '../base/useEditor.ts'
import { useView } from '../state/use.ts'
import { versionsStore } from '../state/workflows/versions.ts'
import type { PanelName } from '../state/view.ts'
import { loadLater } from '../widgets/loadLater.tsx'
import { Rail } from './Rail.tsx'
import { StatusLine } from './StatusLine.tsx'
import { TopBar } from './TopBar.tsx'
import { Viewer } from '../viewer/Viewer.tsx'

const Versions = loadLater(async () => (await import('../workflows/Versions.tsx')).Versions)
const Inspector = loadLater(async () => (await import('../inspector/Inspector.tsx')).Inspector)

// Parts that are not visible at the start are loaded later.
const LibraryPanel = loadLater(async () => (await import('../library/LibraryPanel.tsx')).LibraryPanel)
const ResultsPanel = loadLater(async () => (await import('../results/ResultsPanel.tsx')).ResultsPanel)
const SettingsPanel = loadLater(async () => (await import('../settings/SettingsPanel.tsx')).SettingsPanel)
const ShortcutsPanel = loadLater(async () => (await import('../settings/ShortcutsPanel.tsx')).ShortcutsPanel)
const WorkflowsPanel = loadLater(async () => (await import('../workflows/WorkflowsPanel.tsx')).WorkflowsPanel)

/** The parts that are opened most, besides what is there from the start. */
const soon = [WorkflowsPanel, ResultsPanel, SettingsPanel, Inspector] as const

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
  const hasVersions = usePart(versionsStore, ({ tab }) => tab !== null)
  const main = useCanvasEdges()
  usePrefetch()
  const Shown = panel === null ? null : panels[panel]
  return (
    <div className="flex h-full flex-col">
      <TopBar />
      <div className="flex min-h-0 flex-1">
        <Rail />
        <main ref={main} className="relative min-w-0 flex-1">
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
      {hasVersions && <Versions />}
    </div>
  )
}

/**
 * Tells the page how far the canvas is from the right and the lower edge of the window, as `--beside` and `--below`:
 * what floats at its corner is drawn outside of it, over everything.
 */
function useCanvasEdges(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const { current } = main
    if (current === null) return
    const look = (): void => {
      const { right, bottom } = current.getBoundingClientRect()
      const { style } = document.documentElement
      style.setProperty('--beside', `${Math.max(0, window.innerWidth - right)}px`)
      style.setProperty('--below', `${Math.max(0, window.innerHeight - bottom)}px`)
    }
    const observer = new ResizeObserver(look)
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return main
}

/**
 * Loads the parts that are opened most once the user does something and the page has nothing else to do: a pressed
 * button must not wait for its panel, and a page that is only looked at stays light.
 */
function usePrefetch(): void {
  useEffect(() => {
    const inputs = ['pointermove', 'keydown'] as const
    const stop = (): void => inputs.forEach((input) => document.removeEventListener(input, start))
    function start(): void {
      stop()
      for (const part of soon) whenIdle(part.prefetch)
    }
    for (const input of inputs) document.addEventListener(input, start)
    return stop
  }, [])
}

/** Not every browser tells when it is idle. */
const whenIdle = (call: () => void): void =>
  void (typeof requestIdleCallback === 'function' ? requestIdleCallback(call) : setTimeout(call))
