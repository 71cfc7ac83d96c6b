import type { Workflow } from '../document/workflow.ts'
import type { Registry } from '../nodes/registry.ts'
import { formatProblem } from '../problems/problem.ts'
import type { ExecuteOptions, Execution } from '../run/execute.ts'
import { execute } from '../run/execute.ts'
import { plan } from '../run/plan.ts'
import type { Run } from '../run/reduceRun.ts'
import { reduceRun } from '../run/reduceRun.ts'
import type { RunEvent } from '../run/run.ts'
import type { Services } from '../services.ts'
import { fakeServices } from './fakeServices.ts'

export interface StartedRun extends Execution {
  readonly events: readonly RunEvent[]
  /** The events in short: `started a`, `failed b`, `skipped c (failed: b)`; those of the run itself without a node. */
  readonly story: readonly string[]
  /** The state of the run from its events so far. */
  readonly run: () => Run
  /** Lets everything that waits only for promises continue. */
  readonly settle: () => Promise<void>
}

type Started = Partial<Omit<ExecuteOptions, 'emit'>> & {
  readonly services?: Services
  readonly targets?: readonly string[]
  /** Called with each event as it happens, right after `events` contains it. */
  readonly onEvent?: (event: RunEvent) => void
}

/** Plans and starts a workflow that has no problems. */
export function startRun(workflow: Workflow, registry: Registry, options: Started = {}): StartedRun {
  const { services = fakeServices(), targets, onEvent, ...rest } = options
  const planned = plan(withOwnWork(workflow, registry), registry, targets)
  if (planned.problems.length > 0) throw new Error(planned.problems.map(formatProblem).join('\n'))
  const events: RunEvent[] = []
  const story: string[] = []
  const execution = execute(planned, services, {
    runId: 'run-1',
    ...rest,
    emit(event) {
      events.push(event)
      story.push(describeEvent(event))
      onEvent?.(event)
    },
  })
  return {
    ...execution,
    events,
    story,
    run() {
      const run = reduceRun(null, events)
      if (run === null) throw new Error('the run has not started')
      return run
    },
    async settle() {
      for (let turn = 0; turn < 50; turn++) await Promise.resolve()
    },
  }
}

function describeEvent(event: RunEvent): string {
  switch (event.type) {
    case 'run.started':
      return 'run started'
    case 'run.finished':
      return `run ${event.state}`
    case 'step.skipped':
      return `skipped ${event.node} (${event.because}: ${event.of})`
    case 'step.done':
      return event.reused ? `reused ${event.node}` : `done ${event.node}`
    default:
      return `${event.type.slice('step.'.length)} ${event.node}`
  }
}

/** With the id of each gated node as a value of its own, so that no two of them share work. */
const withOwnWork = (workflow: Workflow, registry: Registry): Workflow => ({
  ...workflow,
  nodes: workflow.nodes.map((node) =>
    registry.get(node.type)?.inputs['of'] === undefined
      ? node
      : { ...node, values: { of: node.id, ...node.values } },
  ),
})
