import { createStore } from 'zustand/vanilla'
import type { Viewport, Workflow } from '#shared/document/workflow.ts'
import { setViewport } from '#shared/document/edits/workflow.ts'

/** What part of each tab's canvas is in view, by the tab's id. To look elsewhere is no edit: it makes nothing unsaved. */
export const viewportsStore = createStore<Readonly<Record<string, Viewport>>>(() => ({}))

export const viewportOf = (tab: string): Viewport | null => viewportsStore.getState()[tab] ?? null

export function saveViewport(tab: string, { x, y, zoom }: Viewport): void {
  // Rounded: a file must not differ in what nobody can see.
  viewportsStore.setState({
    [tab]: { x: Math.round(x), y: Math.round(y), zoom: Math.round(zoom * 1e4) / 1e4 },
  })
}

/** A workflow as it goes to the host: with what is in view, where that is known. */
export function withViewport(tab: string, workflow: Workflow): Workflow {
  const viewport = viewportOf(tab)
  return viewport === null ? workflow : setViewport({ ...workflow.viewport, ...viewport })(workflow)
}
