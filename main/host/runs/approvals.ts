import { AppError } from '#shared/errors.ts'
import { toProblemData } from '#shared/problems/problem.ts'
import type { Approval, RunForecast } from '#shared/run/approval.ts'
import { isCovered, needsApproval } from '#shared/run/approval.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { RunRequest } from '../../library/runs.ts'
import type { Forecaster, ResumedRun } from './forecaster.ts'

/** For every kind of request: what a run may cost without an approval is decided here. */
export interface Approvals {
  /** Rejects with `media.unsendable` if a job of a new run would fail, and with `approval.needed` if `approved` does not cover the cost of the plan. Resolves with that forecast. */
  check(
    plan: Plan,
    request: RunRequest,
    approved: Approval | undefined,
    again?: ResumedRun,
  ): Promise<RunForecast>
  /** Whether the plan may be run without a forecast. */
  isSettled(request: RunRequest, approved: Approval | undefined): boolean
}

export interface ApprovalsOptions {
  readonly forecast: Forecaster
  /** The amount in dollars above which a run needs an approval. */
  limit(): number
}

export const createApprovals = ({ forecast, limit }: ApprovalsOptions): Approvals => ({
  isSettled: ({ mode }, approved) => mode === 'practice' || isBoundless(approved),
  async check(plan, request, approved, again) {
    const { forecast: found, refusal } = await forecast(plan, request, again)
    // What a run has begun with is paid for: such a job fails alone when it goes on.
    if (refusal !== null && again === undefined) throw refusal
    const { unknown, local, ...figures } = found
    if (!needsApproval(found, limit()) || isCovered(found, approved)) return found
    throw new AppError(
      'approval.needed',
      'This run costs more than you allow without asking. Check the price and approve it.',
      {
        data: {
          forecast: {
            ...figures,
            ...(unknown !== undefined && { unknown }),
            ...(local !== undefined && { local }),
          },
          notices: plan.notices.map(toProblemData),
        },
      },
    )
  },
})

/** The cost of an unconditionally approved run is not computed: an error in that must not block paid results. */
const isBoundless = (approved: Approval | undefined): boolean =>
  approved?.cost === Number.MAX_VALUE && approved.unpriced === Number.MAX_SAFE_INTEGER && approved.atLeast
