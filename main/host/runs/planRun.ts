import type { Input, Output } from '#shared/api/contract.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { RunRequest } from '../../library/runs.ts'
import type { Forecaster } from './forecaster.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import { prepareRun } from './prepareRun.ts'

export interface RunPlannerOptions {
  /** The node types as they are now. */
  readonly registry: () => Registry
  readonly random: () => number
  readonly forecast: Forecaster
  request(targets: readonly string[] | null, fresh: boolean): RunRequest
}

/** Estimates the cost of a run. It spends, draws and stores nothing. */
export const createRunPlanner =
  ({ registry, random, forecast, request }: RunPlannerOptions) =>
  async ({ text, targets, fresh, incomplete, used }: Input<'run.plan'>): Promise<Output<'run.plan'>> => {
    const { plan, targets: own } = await prepareRun(
      { text, targets, incomplete, name: null, used },
      registry(),
      random,
    )
    await nextTurn(text)
    return (await forecast(plan, request(own, fresh))).forecast
  }
