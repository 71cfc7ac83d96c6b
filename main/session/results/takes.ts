import type { Output } from '#shared/ipc/contract.ts'
import type { TakeRow } from '#shared/ipc/records.ts'
import { takeOf } from '#shared/run/take.ts'
import type { TakenStep } from '../../services/library/broughtHome.ts'
import type { NodeOfWorkflow, TakeOfNode, Takes } from '../../services/library/takes.ts'
import { asLiterals } from './inputsOf.ts'
import { tookOf } from './readResults.ts'
import type { ResultsOptions } from './results.ts'
import { createStories } from './results.ts'

export interface TakesOptions extends Pick<ResultsOptions, 'runs' | 'store' | 'registry'> {
  readonly takes: Takes
}

/** A node, and the type that it had when what is looked for was made. */
export type TakesOf = NodeOfWorkflow & { readonly type: string }

/** The most steps that are looked at: whoever ran a node more often sees the latest. */
const MOST_STEPS = 1000

const keyOf = ({ step }: TakenStep): string => JSON.stringify(takeOf(step.outputs))

/** What a node has made, each once, the newest first: told of the run that made it, where that is known. */
export function listTakes(of: TakesOf, most: number, options: TakesOptions): Output<'result.takes'> {
  const storyOf = createStories(options)
  const found = new Map<string, TakenStep>()
  // A run that only used it again, or gave out what was kept, came later than the one that made it.
  for (const taken of options.takes.of(of, MOST_STEPS)) found.set(keyOf(taken), taken)
  const rows: TakeRow[] = []
  for (const taken of [...found.values()].toSorted(byTime)) {
    if (rows.length >= most) break
    const { run, node, step, job: late } = taken
    const { engine, inputs, jobs, titles } = storyOf(run)
    if (titles.get(node)?.type !== of.type) continue
    const job = jobs.find(({ facts }) => (late === undefined ? facts.node === node : facts.id === late))
    rows.push({
      run,
      ...(late !== undefined && { job: late }),
      at: step.finishedAt,
      took: step.reused ? null : tookOf(step, job),
      engine,
      cost: step.reused ? null : step.cost,
      // The copies let go of `readonly`, which the contract does not know.
      outputs: structuredClone(takeOf(step.outputs).outputs) as TakeRow['outputs'],
      ...(step.fanned !== undefined && { fanned: step.fanned }),
      inputs: asLiterals(inputs.get(node)?.items[late === undefined ? 0 : (job?.facts.item ?? 0)] ?? {}),
    })
  }
  return rows
}

const byTime = (one: TakenStep, other: TakenStep): number => other.step.finishedAt - one.step.finishedAt

/**
 * Takes what a node made in a run, or what one job of it brought later, out of the list of what it has made, whatever run made or
 * used the same.
 */
export function removeTake(of: NodeOfWorkflow & TakeOfNode, at: number, takes: Takes): void {
  const all = takes.of(of, MOST_STEPS)
  const gone = all.find(({ run, job }) => run === of.run && job === of.job)
  if (gone === undefined) return
  const key = keyOf(gone)
  takes.putAside(
    of.node,
    all.filter((taken) => keyOf(taken) === key),
    at,
  )
}
