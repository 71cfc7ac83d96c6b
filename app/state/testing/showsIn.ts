import type { ReactNode } from 'react'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { outline } from '../../base/testing/outline.ts'
import { receive, undecided } from '../catalogue/catalogue.ts'
import { runsStore } from '../runs/runs.ts'
import { openTab, setTabRun } from '../tabs.ts'
import { isHostGone, viewStore } from '../view.ts'

/**
 * What a component shows in an editor, as `outline` does; the editor decides whether the host is reachable, as in the
 * page.
 */
export function showsIn(editor: Editor, shown: ReactNode): readonly string[] {
  return outline(shown, { editor, isHostGone: isHostGone(editor.get(viewStore).getState()) })
}

export interface EditorOn {
  readonly workflow: Workflow
  readonly readOnly?: boolean
  /** By node: its step in `run`, the tab's latest run. Absent: there was none. */
  readonly steps?: Readonly<Record<string, Step>>
  /** The state of that run. */
  readonly phase?: 'running' | 'failed' | 'done' | 'cancelled'
}

/** An editor with one tab, `tab`, that shows a workflow and its latest run. */
export function editorOn({ workflow, readOnly = false, steps, phase = 'running' }: EditorOn): Editor {
  const editor = createParts()
  // The host of a test has no endpoints.
  receive(
    editor,
    undecided(
      editor,
      workflow.nodes.map(({ type }) => type),
    ),
    { version: '', endpoints: [] },
  )
  openTab(editor, { id: 'tab', entry: null, workflow, saved: workflow, readOnly })
  if (steps === undefined) return editor
  const run = { id: 'run', workflow: '', startedAt: 0, finishedAt: null, cost: null, seeds: {}, phase, steps }
  editor.get(runsStore).setState({ runs: { run } })
  setTabRun(editor, 'tab', 'run')
  return editor
}
