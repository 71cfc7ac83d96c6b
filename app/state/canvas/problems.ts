import type { Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Problem } from '#shared/problems/problem.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import { defineStore } from '../../base/editor.ts'
import type { Editor, Part } from '../../base/editor.ts'
import { catalogueStore, registryOf, undecided } from '../catalogue/catalogue.ts'
import { leftOutText } from '../runs/forecastText.ts'
import { activeTab, tabsStore } from '../tabs.ts'

/** By node, then by port (`''`: the node itself): what is wrong, known before a run. */
export type ProblemsByNode = ReadonlyMap<string, ReadonlyMap<string, string>>

export interface Problems {
  readonly byNode: ProblemsByNode
  /** What a run leaves out, in sentences. */
  readonly leftOut: string
}

export const problemsStore = defineStore<Problems>(() => ({ byNode: new Map(), leftOut: '' }))

/** Of several problems at one port the first is shown. */
export function sortProblems(problems: readonly Problem[]): ProblemsByNode {
  const byNode = new Map<string, Map<string, string>>()
  for (const { node, port = '', message } of problems) {
    if (node === undefined) continue
    const ports = byNode.get(node) ?? new Map<string, string>()
    if (!ports.has(port)) ports.set(port, sentence(message))
    byNode.set(node, ports)
  }
  return byNode
}

/**
 * What a card shows of a notice. A node that is left out is marked where something is missing; one that only waits for
 * it is not.
 */
export function shownNotice(notice: Problem): readonly Problem[] {
  const { code, port, message } = notice
  if (code === 'muted' || code === 'carried') return [notice]
  if (code !== 'left-out' || port === undefined) return []
  return [{ ...notice, message: message.replace(/^.* is not run: /s, '') }]
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** Long enough not to slow down typing, short enough to be there when the user looks. */
const DELAY = 200

interface Listenable {
  readonly subscribe: (listener: () => void) => () => void
}

/** What a check depends on. */
const looksAt: readonly Part<Listenable>[] = [tabsStore, catalogueStore]

/** Checks the shown workflow a moment after each change. Returns a function that stops it. */
export function watchProblems(editor: Editor): () => void {
  let looked: Workflow | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let known: Registry | null = null
  const look = (): void => {
    const workflow = activeTab(editor)?.workflow ?? null
    const registry = registryOf(editor)
    if (workflow === looked && registry === known) return
    // What is not loaded yet is no problem: it is looked at when it is.
    if (
      workflow !== null &&
      undecided(
        editor,
        workflow.nodes.map(({ type }) => type),
      ).length > 0
    )
      return
    looked = workflow
    known = registry
    const { problems, notices } =
      workflow === null ? { problems: [], notices: [] } : planRunnable(workflow, registry)
    editor.get(problemsStore).setState({
      byNode: sortProblems([...problems, ...notices.flatMap(shownNotice)]),
      leftOut: leftOutText(notices),
    })
  }
  const lookLater = (): void => {
    clearTimeout(timer)
    timer = setTimeout(look, DELAY)
  }
  const stops = looksAt.map((part) => editor.get(part).subscribe(lookLater))
  look()
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}
