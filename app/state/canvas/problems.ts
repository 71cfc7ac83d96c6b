import { registry } from '#nodes/registry.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Problem } from '#shared/problems/problem.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import { defineStore } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
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

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** Long enough not to slow down typing, short enough to be there when the user looks. */
const DELAY = 200

/** Checks the shown workflow a moment after each change. Returns a function that stops it. */
export function watchProblems(editor: Editor): () => void {
  let looked: Workflow | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    const workflow = activeTab(editor)?.workflow ?? null
    if (workflow === looked) return
    looked = workflow
    const { problems, notices } =
      workflow === null ? { problems: [], notices: [] } : planRunnable(workflow, registry)
    const shownNotices = notices.filter(({ code }) => code === 'muted' || code === 'left-out')
    editor.get(problemsStore).setState({
      byNode: sortProblems([...problems, ...shownNotices]),
      leftOut: leftOutText(notices),
    })
  }
  const stop = editor.get(tabsStore).subscribe(() => {
    clearTimeout(timer)
    timer = setTimeout(look, DELAY)
  })
  look()
  return () => {
    clearTimeout(timer)
    stop()
  }
}
