import { wireInput } from '#shared/endpoint/endpointNode.ts'
import type { RunForecast } from '#shared/run/approval.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Values } from '#shared/ports/value.ts'
import { forecastRun } from '#shared/run/forecast.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { Clock } from '#shared/services.ts'
import type { JobState } from '../../jobs/job.ts'
import { jobKey } from '../../jobs/jobKey.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { openStates } from '../../jobs/jobStore.ts'
import type { RunRequest } from '../../library/runs.ts'
import type { Engines } from '../engines/engines.ts'
import { createRest } from './rest.ts'

/** What a planned run would cost. Rejects where its engine cannot be had. */
export type Forecaster = (plan: Plan, request: RunRequest, again?: ResumedRun) => Promise<RunForecast>

/** Of a run that is taken up again. */
export interface ResumedRun {
  /** When it began, in wall-clock milliseconds: results made since then count as cached, even in a fresh run. */
  readonly startedAt: number
  /** An unknown job that would be submitted once more. */
  readonly job?: string | undefined
}

export interface ForecasterOptions {
  readonly engines: Engines
  readonly store: Pick<JobStore, 'findEqual'>
  readonly clock: Pick<Clock, 'now'>
}

/** The name that an endpoint's node type has before the id of its model. */
const REMOTE = 'runcomfy/'

const modelOf = (type: string): string => (type.startsWith(REMOTE) ? type.slice(REMOTE.length) : type)

/** One forecast for what is shown and for what has to be approved. Nothing is spent, drawn or written down by it. */
export function createForecaster({ engines, store, clock }: ForecasterOptions): Forecaster {
  return async (plan, request, again) => {
    const { engine, release: giveBack } = await engines.acquire(request.engine)
    try {
      const since = request.fresh ? (again?.startedAt ?? clock.now()) : undefined
      const stateOf = ({ type, version, inputs: ports }: NodeType, inputs: Values): JobState | undefined => {
        const key = jobKey({ modelId: modelOf(type), version }, wireInput(inputs, ports))
        const job = store.findEqual(engine.account, key)
        if (job === null || job.facts.id === again?.job) return undefined
        // As the run itself would: what is to be new is not taken from before.
        const isOld = job.phase.state === 'downloaded' && since !== undefined && job.facts.createdAt < since
        return isOld ? undefined : job.phase.state
      }
      const { jobs, atLeast, known, underWay, unknown } = await forecastRun(plan, {
        ...engine.services({ ...request, since }),
        isUnderWay(type, inputs) {
          const state = stateOf(type, inputs)
          // Of one that is only written down nothing was sent yet: it is still to be paid for.
          return state !== undefined && state !== 'created' && openStates.includes(state)
        },
        isHome: (type, inputs) => stateOf(type, inputs) === 'downloaded',
        rest: createRest(),
        isUnknown: (type, inputs) => stateOf(type, inputs) === 'unknown',
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
      return {
        engine: request.engine,
        jobs: count,
        atLeast,
        known,
        underWay,
        cost,
        unpriced,
        ...(unknown > 0 && { unknown }),
      }
    } finally {
      giveBack()
    }
  }
}
