import type { Viewport, Workflow } from '#shared/document/workflow.ts'
import { setViewport } from '#shared/document/edits/workflow.ts'
import type { Editor } from '../base/editor.ts'
import { defineStore } from '../base/editor.ts'

export type Viewports = Readonly<Record<string, Viewport>>

/** The visible part of each tab's canvas, by the tab's id. Moving the view is no edit: it makes nothing unsaved. */
export const viewportsStore = defineStore<Viewports>(() => ({}))

export const viewportOf = (editor: Editor, tab: string): Viewport | null =>
  editor.get(viewportsStore).getState()[tab] ?? null

export function saveViewport(editor: Editor, tab: string, { x, y, zoom }: Viewport): void {
  // Rounded: a file must not differ in something invisible.
  editor.get(viewportsStore).setState({
    [tab]: { x: Math.round(x), y: Math.round(y), zoom: Math.round(zoom * 1e4) / 1e4 },
  })
}

/** A workflow as it is sent to the host: with the view, if that is known. */
export function withViewport(editor: Editor, tab: string, workflow: Workflow): Workflow {
  const viewport = viewportOf(editor, tab)
  return viewport === null ? workflow : setViewport({ ...workflow.viewport, ...viewport })(workflow)
}
