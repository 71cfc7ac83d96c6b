import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Runs } from '../../library/runs.ts'

/** The node of a run to show, by its title: the one that is running, or the one that failed. */
export interface RunNodes {
  /** For an active run, from its beginning. */
  begin(run: string, plan: Plan): void
  /** Returns whether this event has changed `working`. */
  follow(run: string, event: RunEvent): boolean
  /** One of the running remote nodes, and the number of others; null if there is none. Local ones are too fast. */
  working(run: string): RunNode | null
  /** The titles of the nodes of a run: its workflow is read once, on first use. */
  titlesOf(run: string): (node: string) => string
  /** For a finished run. */
  failed(run: string): FailedNode | null
}

export interface FailedNode {
  /** An unknown one comes before the others. */
  readonly node: RunNode
  /** One of its jobs is unknown. */
  readonly unknown: boolean
}

export interface RunNode {
  readonly title: string
  readonly more: number
}

const isUnknown = (step: Step): boolean =>
  step.phase === 'failed' &&
  [step.error, ...(step.items ?? []).map(({ error }) => error)].some(({ code }) => code === 'job.unknown')

interface Live {
  /** By id: the titles of the remote nodes. */
  readonly titles: ReadonlyMap<string, string>
  readonly working: Set<string>
}

export function createRunNodes(runs: Pick<Runs, 'steps' | 'source'>, registry: () => Registry): RunNodes {
  const lives = new Map<string, Live>()
  /** Finished runs are read once. */
  const over = new Map<string, FailedNode | null>()

  const titleOf = (workflow: Workflow | null, id: string): string => {
    const node = workflow?.nodes.find((each) => each.id === id)
    return node === undefined ? id : (node.title ?? registry().get(node.type)?.title ?? node.type)
  }

  function read(run: string): FailedNode | null {
    const failed = Object.entries(runs.steps(run)).filter(([, { phase }]) => phase === 'failed')
    const lost = failed.filter(([, step]) => isUnknown(step))
    const first = lost[0] ?? failed[0]
    if (first === undefined) return null
    return { node: { title: titlesOf(run)(first[0]), more: failed.length - 1 }, unknown: lost.length > 0 }
  }

  function titlesOf(run: string): (node: string) => string {
    let workflow: Workflow | null | undefined
    return (node) => {
      if (workflow === undefined) {
        const opened = readWorkflow(runs.source(run)?.workflow ?? '')
        workflow = opened.ok ? opened.workflow : null
      }
      return titleOf(workflow, node)
    }
  }

  return {
    titlesOf,
    begin(run, { steps }) {
      over.delete(run)
      const remote = steps.filter(({ type }) => type.where === 'remote')
      const titles = new Map(remote.map(({ node, type }) => [node.id, node.title ?? type.title]))
      lives.set(run, { titles, working: new Set() })
    },
    follow(run, event) {
      const live = lives.get(run)
      if (event.type === 'run.finished') lives.delete(run)
      if (live === undefined || !('node' in event) || !live.titles.has(event.node)) return false
      if (event.type === 'step.started') live.working.add(event.node)
      else if (event.type === 'step.progress' || event.type === 'step.item') return false
      else live.working.delete(event.node)
      return true
    },
    working(run) {
      const live = lives.get(run)
      const [first] = live?.working ?? []
      if (live === undefined || first === undefined) return null
      return { title: live.titles.get(first) ?? first, more: live.working.size - 1 }
    },
    failed(run) {
      const cached = over.get(run)
      if (cached !== undefined) return cached
      const node = read(run)
      over.set(run, node)
      return node
    },
  }
}
