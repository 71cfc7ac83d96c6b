import type { Registry } from '#shared/nodes/registry.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { AppError } from '#shared/errors.ts'
import type { Approval } from '#shared/run/approval.ts'
import type { RunOutline } from '#shared/run/outline.ts'
import { outlineOf } from '#shared/run/outline.ts'
import type { RunRecord, Runs } from '../../library/runs.ts'
import type { Engines } from '../engines/engines.ts'
import type { RunServices } from '../engines/runServices.ts'
import { withoutPictures } from '../workflows/parseWorkflow.ts'
import type { Approvals } from './approvals.ts'
import { checkEngines } from './checkEngines.ts'
import { checkPictures } from './checkPictures.ts'
import { preparePlan } from './prepareRun.ts'
import type { RunQueue } from './runQueue.ts'

/** What is found out about a run that is to be resumed. */
export interface RunToResume {
  readonly plan: RunOutline
  /** Resumes it. Throws `input.invalid` if it was cancelled or removed meanwhile. */
  goOn(): void
}

/** Runs that are resumed: they were interrupted, or something in them failed. */
export interface ResumedRuns {
  /**
   * Finishes a run that was interrupted, or tries again what failed of it. What is left of it is held to the limit as a new
   * run is. With `uncancelled` one that is cancelled by now is left so. Rejects with `input.invalid`, `approval.needed`.
   */
  resume(
    run: string,
    of: { readonly approved?: Approval | undefined; readonly uncancelled?: true | undefined },
  ): Promise<RunOutline>
  /**
   * Runs again what failed of a run, whatever else it has. Rejects with `input.invalid` if nothing of it failed, and as
   * `resume`.
   */
  retry(run: string, of: { readonly approved?: Approval | undefined }): Promise<RunOutline>
  /**
   * Checks the rest of a run, and resolves with a function that resumes it; an active one has its turn again when it
   * has ended. `job` is an unknown one that would be submitted again. Rejects as `resume`.
   */
  prepare(run: string, of: ResumeOptions): Promise<RunToResume>
}

interface ResumeOptions {
  readonly approved: Approval | undefined
  readonly job?: string
  readonly uncancelled?: true | undefined
}

export interface ResumedRunsOptions {
  readonly queue: RunQueue
  readonly engines: Engines
  readonly services: RunServices
  readonly runs: Runs
  /** The node types as they are now. */
  readonly registry: () => Registry
  readonly approvals: Approvals
  /** What messages call an engine. */
  titleOf(engine: EngineId): string
}

export function createResumedRuns({
  queue,
  engines,
  services,
  runs,
  registry,
  approvals,
  titleOf,
}: ResumedRunsOptions): ResumedRuns {
  const standing = (run: string): { readonly cancelled: boolean; readonly removed: boolean } => ({
    cancelled: runs.get(run)?.state === 'cancelled',
    removed: queue.row(run) === null,
  })

  function checkOver(run: string): void {
    if (queue.holds(run)) throw new AppError('input.invalid', 'This run is already running.')
  }

  async function prepare(run: string, of: ResumeOptions): Promise<RunToResume> {
    const [record, source] = [runs.get(run), runs.source(run)]
    if (record === null || source === null) throw unknownRun(run)
    const { request } = source
    const before = { ...standing(run), ...(of.uncancelled && { cancelled: false }) }
    /** Checking takes time: the user's decisions meanwhile count. */
    const checkStanding = (): void => {
      const now = standing(run)
      if ((before.cancelled || !now.cancelled) && (before.removed || !now.removed)) return
      throw new AppError('input.invalid', 'This run has been cancelled or removed in the meantime.')
    }
    checkStanding()
    // The only place where a run is planned again: its plan ended with the process, or the turn, that it was made for,
    // and contains node types, which are code. Its workflow was stored with its seeds, so that this plan is the same.
    const planned = await preparePlan(source.workflow, request, registry())
    checkEngines(planned, request, titleOf)
    const again = { accounts: record.accounts, startedAt: record.startedAt }
    const { accounts, unreadable } = await checkPictures(planned, request, { engines, services })
    const needed = Object.keys(accounts)
    if (needed.some((engine) => accounts[engine] !== record.accounts[engine])) throw startedElsewhere(record)
    if (unreadable.length > 0) throw withoutPictures(unreadable)
    if (!approvals.isSettled(request, of.approved))
      await approvals.check(planned, request, of.approved, { startedAt: again.startedAt, job: of.job })
    checkStanding()
    return {
      plan: outlineOf(planned),
      goOn() {
        checkStanding()
        if (queue.waits(run)) return
        if (!queue.holds(run)) runs.requeue(run)
        for (const engine of needed) engines.reset(engine, request.mode)
        // Its seeds were drawn when it began, and are in its workflow.
        queue.add({ id: run, plan: planned, seeds: {}, request, again }, false)
      },
    }
  }

  const resume: ResumedRuns['resume'] = async (run, { approved, uncancelled }) => {
    checkOver(run)
    const { plan, goOn } = await prepare(run, { approved, uncancelled })
    // Another request may have resumed it meanwhile.
    checkOver(run)
    goOn()
    return plan
  }

  return {
    resume,
    retry(run, of) {
      checkOver(run)
      const record = runs.get(run)
      if (record !== null && record.state !== 'failed' && record.state !== 'partial')
        throw new AppError('input.invalid', 'Nothing of this run has failed.')
      return resume(run, of)
    },
    prepare,
  }
}

const startedElsewhere = ({ id, name }: RunRecord): AppError =>
  new AppError(
    'account.key',
    `The run ${id} (${name}) was started with another key or address of the API. Use that one to resume it.`,
  )

const unknownRun = (run: string): AppError => new AppError('input.invalid', `There is no run ${run}.`)
