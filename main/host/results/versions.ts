import type { Output } from '#shared/api/contract.ts'
import type { VersionRow } from '#shared/api/records.ts'
import { FIRST_ITEM, parseItemPath } from '#shared/run/address.ts'
import { toPinnedVersion } from '#shared/run/pinnedVersion.ts'
import type { Job } from '../../jobs/job.ts'
import type { VersionStep } from '../../library/broughtHome.ts'
import type { NodeOfWorkflow, VersionRef, Versions } from '../../library/versions.ts'
import { asLiterals } from './inputsOf.ts'
import { tookOf } from './readResults.ts'
import type { ResultsOptions } from './results.ts'
import { createStories } from './results.ts'

export interface VersionsOptions extends Pick<ResultsOptions, 'runs' | 'store' | 'registry'> {
  readonly versions: Versions
}

/** A node, with its type at the time of the results. */
export type VersionsOf = NodeOfWorkflow & { readonly type: string }

/** The maximum number of steps that are searched: of a node that ran more often, the latest are found. */
const MAX_STEPS = 1000

const keyOf = ({ step }: VersionStep): string => JSON.stringify(toPinnedVersion(step.outputs))

/** The versions of a node, each once, newest first: with the run that made it, if known. */
export function listVersions(of: VersionsOf, max: number, options: VersionsOptions): Output<'result.takes'> {
  const detailsOf = createStories(options)
  const found = new Map<string, VersionStep>()
  // A run that only reused it, or output a pinned version, is later than the one that made it.
  for (const taken of options.versions.of(of, MAX_STEPS)) found.set(keyOf(taken), taken)
  const rows: VersionRow[] = []
  for (const taken of [...found.values()].toSorted(byTime)) {
    if (rows.length >= max) break
    const { run, node, step, job: late } = taken
    const { inputs, jobs, mode, titles } = detailsOf(run)
    if (titles.get(node)?.type !== of.type) continue
    const job = jobs.find(({ facts }) => (late === undefined ? facts.node === node : facts.id === late))
    rows.push({
      run,
      ...(late !== undefined && { job: late }),
      at: step.finishedAt,
      took: step.reused ? null : tookOf(step, job),
      mode,
      cost: step.reused ? null : step.cost,
      outputs: structuredClone(toPinnedVersion(step.outputs).outputs),
      ...(step.fanned !== undefined && { fanned: step.fanned }),
      inputs: asLiterals(inputs.get(node)?.items[late === undefined ? 0 : indexOf(job)] ?? {}),
    })
  }
  return rows
}

/** The first index of the item that a job was for. */
const indexOf = (job: Job | undefined): number => parseItemPath(job?.facts.item ?? FIRST_ITEM)[0] ?? 0

const byTime = (one: VersionStep, other: VersionStep): number => other.step.finishedAt - one.step.finishedAt

/**
 * Hides what a node made in a run, or what one job of it brought later, from its versions, whichever runs made or used
 * the same.
 */
export function hideVersion(of: NodeOfWorkflow & VersionRef, at: number, versions: Versions): void {
  const all = versions.of(of, MAX_STEPS)
  const gone = all.find(({ run, job }) => run === of.run && job === of.job)
  if (gone === undefined) return
  const key = keyOf(gone)
  versions.hide(
    of.node,
    all.filter((taken) => keyOf(taken) === key),
    at,
  )
}
