import { outdatedNodes } from '#shared/run/outdated.ts'
import type { MadeResult } from '#shared/run/outdated.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import type { Editor, Part } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import { catalogueStore, registryOf } from '../catalogue/catalogue.ts'
import { ranStore } from '../runs/ranWorkflows.ts'
import { runsStore } from '../runs/runs.ts'
import { activeTab, tabsStore } from '../tabs.ts'
import type { Results } from './results.ts'
import { resultsStore } from './results.ts'

/** By tab: the nodes whose result is not the one that a run would give now. */
export const outdatedStore = defineStore<Readonly<Record<string, ReadonlySet<string>>>>(() => ({}))

const NONE: ReadonlySet<string> = new Set()

/** The results with a run, as they are compared. */
const comparable = weakMemo(
  (results: Results[string]): ReadonlyMap<string, MadeResult> =>
    new Map(
      Object.entries(results).flatMap(([node, { run, outputs }]): [string, MadeResult][] =>
        run === undefined ? [] : [[node, { run, outputs }]],
      ),
    ),
)

function outdatedIn(editor: Editor): ReadonlySet<string> {
  const tab = activeTab(editor)
  const results = tab === null ? undefined : editor.get(resultsStore).getState()[tab.id]
  if (tab === null || results === undefined) return NONE
  const { runs } = editor.get(runsStore).getState()
  return outdatedNodes({
    workflow: tab.workflow,
    registry: registryOf(editor, tab.workflow),
    results: comparable(results),
    ran: new Map(
      Object.entries(editor.get(ranStore).getState()).flatMap(([run, ran]) =>
        ran === null ? [] : [[run, ran]],
      ),
    ),
    outputsIn: (run, node) => {
      const step = runs[run]?.steps[node]
      return step?.phase === 'done' ? step.outputs : undefined
    },
  })
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((node) => other.has(node))

interface Listenable {
  readonly subscribe: (listener: () => void) => () => void
}

const looksAt: readonly Part<Listenable>[] = [tabsStore, catalogueStore, resultsStore, ranStore]

/** Calls `compare` soon, and returns a function that cancels that. */
export type Later = (compare: () => void) => () => void

/** After what is being typed has been drawn. */
const afterDrawing: Later = (compare) => {
  const timer = setTimeout(compare, 30)
  return () => clearTimeout(timer)
}

/** Compares the shown results with the canvas after each change. Returns a function that stops it. */
export function followOutdated(editor: Editor, later: Later = afterDrawing): () => void {
  let seen: readonly unknown[] = []
  let isPending = false
  let cancel = (): void => undefined
  const compare = (): void => {
    isPending = false
    const tab = activeTab(editor)
    if (tab === null) return
    const nodes = outdatedIn(editor)
    if (!isSame(nodes, editor.get(outdatedStore).getState()[tab.id] ?? NONE))
      editor.get(outdatedStore).setState({ [tab.id]: nodes })
  }
  const onChange = (): void => {
    const tab = activeTab(editor)
    const results = editor.get(resultsStore).getState()[tab?.id ?? '']
    const subject = [tab?.workflow, results, editor.get(ranStore).getState(), registryOf(editor)]
    if (subject.every((each, index) => each === seen[index])) return
    seen = subject
    if (isPending) return
    isPending = true
    cancel = later(compare)
  }
  const stops = looksAt.map((part) => editor.get(part).subscribe(onChange))
  onChange()
  return () => {
    cancel()
    for (const stop of stops) stop()
  }
}
