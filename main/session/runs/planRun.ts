import { wireInput } from '#shared/endpoint/endpointNode.ts'
import type { Input, Output } from '#shared/ipc/contract.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { forecastRun } from '#shared/run/forecast.ts'
import type { Clock } from '#shared/services.ts'
import { jobKey } from '../../jobs/jobKey.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { openStates } from '../../jobs/jobStore.ts'
import type { RunRequest } from '../../services/library/runs.ts'
import type { Engines } from '../engines.ts'
import { prepareRun } from './prepareRun.ts'

export interface RunPlannerOptions {
  readonly engines: Engines
  readonly registry: Registry
  readonly store: Pick<JobStore, 'findEqual'>
  readonly clock: Pick<Clock, 'now'>
  readonly random: () => number
  request(targets: readonly string[] | null, fresh: boolean): RunRequest
}

/** The name that an endpoint's node type has before the id of its model. */
const REMOTE = 'runcomfy/'

const modelOf = (type: string): string => (type.startsWith(REMOTE) ? type.slice(REMOTE.length) : type)

/** Says what a run would cost. Nothing is spent, drawn or written down by it. */
export function createRunPlanner({ engines, registry, store, clock, random, ...options }: RunPlannerOptions) {
  return async ({ text, targets, fresh, used }: Input<'run.plan'>): Promise<Output<'run.plan'>> => {
    const prepared = prepareRun({ text, targets, name: null, used }, registry, random)
    const request = options.request(targets, fresh)
    const { engine, giveBack } = await engines.borrow(request.engine)
    try {
      const since = fresh ? clock.now() : undefined
      const { jobs, atLeast, known, underWay } = await forecastRun(prepared.plan, {
        ...engine.services({ ...request, since }),
        isUnderWay: ({ type, version, inputs: ports }, inputs) => {
          const key = jobKey({ modelId: modelOf(type), version }, wireInput(inputs, ports))
          const equal = store.findEqual(engine.account, key)
          return equal !== null && openStates.includes(equal.phase.state)
        },
      })
      let cost: number | null = null
      let count = 0
      let unpriced = 0
      for (const [type, some] of jobs) {
        count += some
        const price = engine.usualCost(modelOf(type))
        if (price === null) unpriced += some
        else cost = (cost ?? 0) + some * price
      }
      return { engine: request.engine, jobs: count, atLeast, known, underWay, cost, unpriced }
    } finally {
      giveBack()
    }
  }
}
