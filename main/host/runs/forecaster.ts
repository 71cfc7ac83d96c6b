import { wireInput } from '#shared/endpoint/endpointNode.ts'
import { readEndpointType } from '#shared/endpoint/endpointType.ts'
import { labelFields } from '#shared/endpoint/labelFields.ts'
import { AppError, toAppError } from '#shared/errors.ts'
import type { RunForecast } from '#shared/run/approval.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Values } from '#shared/ports/value.ts'
import type { NewJob } from '#shared/pricing/estimateUnits.ts'
import type { KnownPrices } from '#shared/pricing/priceJobs.ts'
import { priceJobs } from '#shared/pricing/priceJobs.ts'
import type { ForeseenJob } from '#shared/run/forecast.ts'
import { forecastRun } from '#shared/run/forecast.ts'
import type { Plan } from '#shared/run/plan.ts'
import { planEngines } from '#shared/run/planEngines.ts'
import type { Clock } from '#shared/services.ts'
import type { JobState } from '../../jobs/job.ts'
import { jobKey } from '../../jobs/jobKey.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { openStates } from '../../jobs/jobStore.ts'
import type { RunRequest } from '../../library/runs.ts'
import type { Engines } from '../engines/engines.ts'
import type { RunEngines } from '../engines/runEngines.ts'
import { acquireEngines } from '../engines/runEngines.ts'
import type { RunServices } from '../engines/runServices.ts'
import { createRest } from './rest.ts'

/** What can be said about a planned run before it starts. */
export interface Foreseen {
  readonly forecast: RunForecast
  /** Why one of its jobs would fail before it is submitted, `media.unsendable`; null if none is known to. */
  readonly refusal: AppError | null
}

/** Rejects if one of the engines cannot be opened. */
export type Forecaster = (plan: Plan, request: RunRequest, again?: ResumedRun) => Promise<Foreseen>

/** For a run that is resumed. */
export interface ResumedRun {
  /** Its start, in wall-clock milliseconds: results made since then count as cached, even in a fresh run. */
  readonly startedAt: number
  /** An unknown job that would be submitted again. */
  readonly job?: string | undefined
}

export interface ForecasterOptions {
  readonly engines: Engines
  readonly services: RunServices
  readonly store: Pick<JobStore, 'findEqual'>
  readonly clock: Pick<Clock, 'now'>
  /** Asks the engines for prices that are missing or old, for the next forecast: false where nobody looks at it. */
  readonly refreshes: boolean
}

/** Forecasts for display and for approvals, by the same rules. They spend and draw nothing. */
export function createForecaster({
  engines,
  services,
  store,
  clock,
  refreshes,
}: ForecasterOptions): Forecaster {
  return async (plan, request, again) => {
    const acquired = await acquireEngines(engines, request.mode, planEngines(plan))
    try {
      const since = request.fresh ? (again?.startedAt ?? clock.now()) : undefined
      const stateOf = ({ type, version, inputs: ports }: NodeType, inputs: Values): JobState | undefined => {
        const endpoint = readEndpointType(type)
        if (endpoint === null) return undefined
        const { engine, modelId } = endpoint
        const key = jobKey({ modelId, version }, wireInput(inputs, ports))
        const job = store.findEqual({ engine, account: acquired.of(engine).account }, key)
        if (job === null || job.facts.id === again?.job) return undefined
        // Like the run itself: a fresh run reuses nothing older.
        const isOld = job.phase.state === 'downloaded' && since !== undefined && job.facts.createdAt < since
        return isOld ? undefined : job.phase.state
      }
      const jobs: ForeseenJob[] = []
      const { atLeast, known, local, underWay, unknown } = await forecastRun(plan, {
        ...services({ ...request, since }, acquired),
        isUnderWay(type, inputs) {
          const state = stateOf(type, inputs)
          // A job that is only recorded was not sent: it is still to be paid for.
          return state !== undefined && state !== 'created' && openStates.includes(state)
        },
        isHome: (type, inputs) => stateOf(type, inputs) === 'downloaded',
        onNewJob: (job) => jobs.push(job),
        rest: createRest(),
        isUnknown: (type, inputs) => stateOf(type, inputs) === 'unknown',
        mayBeFound({ type }) {
          const endpoint = readEndpointType(type)
          return endpoint !== null && acquired.of(endpoint.engine).findsLostSubmits
        },
      })
      if (refreshes) refreshPrices(jobs, acquired)
      const forecast = {
        mode: request.mode,
        atLeast,
        known,
        underWay,
        ...priceJobs(jobs, (job) => pricesOf(job, acquired)),
        ...(unknown > 0 && { unknown }),
        ...(local > 0 && { local }),
      }
      return { forecast, refusal: await findRefusal(jobs, acquired) }
    } finally {
      acquired.release()
    }
  }
}

/** The first file that its engine would not take, so that nothing is paid for jobs that are made for nothing. */
async function findRefusal(jobs: readonly ForeseenJob[], engines: RunEngines): Promise<AppError | null> {
  for (const { node, type, inputs } of jobs) {
    const endpoint = readEndpointType(type.type)
    const refused = endpoint === null ? null : await engines.of(endpoint.engine).checkFiles(inputs)
    if (refused === null) continue
    const labelled = toAppError(labelFields(refused, type.inputs))
    return new AppError(refused.code, `${node.title ?? type.title} (node ${node.id}): ${labelled.message}`, {
      data: { ...refused.data, node: node.id },
      cause: refused,
    })
  }
  return null
}

/** What is known about the price of a job. */
function pricesOf({ type: { type } }: NewJob, engines: RunEngines): KnownPrices {
  const endpoint = readEndpointType(type)
  if (endpoint === null) return { unit: null, usual: null }
  const { unitPrices, usualCost } = engines.of(endpoint.engine)
  return { unit: unitPrices?.of(endpoint.modelId) ?? null, usual: usualCost(endpoint.modelId) }
}

/** Asks the engines of jobs for the prices of their models that are missing or old; nothing waits for them. */
function refreshPrices(jobs: readonly NewJob[], engines: RunEngines): void {
  const endpoints = [...new Set(jobs.map(({ type }) => type.type))].flatMap(
    (type) => readEndpointType(type) ?? [],
  )
  for (const [engine, models] of Map.groupBy(endpoints, (endpoint) => endpoint.engine))
    engines.of(engine).unitPrices?.refresh(models.map(({ modelId }) => modelId))
}
