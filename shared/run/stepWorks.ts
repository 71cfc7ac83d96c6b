import type { Values } from '../ports/value.ts'
import type { Services } from '../services.ts'
import type { CachedResults } from './cachedResults.ts'
import type { Demand } from './demand.ts'
import { describeCount } from './gap.ts'
import { presentItems } from './gather.ts'
import type { Items } from './items.ts'
import type { PlanStep } from './planStep.ts'
import type { StepEnd, Tally } from './tally.ts'
import { deliveredBy } from './tally.ts'
import { uncertainOutputs } from './uncertain.ts'
import type { Verdict, Work } from './work.ts'
import { asCancelled, asFailure, createWork, judge, recall } from './work.ts'

export interface StepWorksOptions {
  readonly steps: readonly PlanStep[]
  readonly services: Services
  readonly results: CachedResults
  readonly tally: Pick<Tally, 'cancelRun' | 'end' | 'hasEnded' | 'leave'>
  readonly demand: Demand
  readonly items: Pick<Items, 'drop' | 'dropAll' | 'queue'>
  /** A step has made its outputs. Called before `release`. */
  readonly onDone: () => void
  /** A step is no longer waited for: it is done, or skipped. */
  readonly release: (index: number) => void
}

/** The active steps, from their inputs to their end. */
export interface StepWorks {
  /** Whether nothing uses the outputs of a step. */
  isIdle(work: Work): boolean
  /** Registers a step that waits for user input, so that it can be cancelled. */
  hold(work: Work): void
  /** All answers are there: finds cached results, and queues the rest. */
  begin(work: Work): void
  /** The user has answered: each item has its inputs now. */
  answer(work: Work, items: readonly Values[]): void
  /** There is no answer, because nobody can be asked or the step was cancelled. */
  unanswered(work: Work, thrown: unknown): void
  /** All items of a step have ended. */
  close(work: Work): void
  /** Nothing uses the outputs of a step: it is skipped, and the steps that it feeds do without it. */
  leave(index: number): void
  fail(index: number, thrown: unknown): void
  cancel(index: number): void
  cancelRun(): void
}

/** The step that would have used the outputs of one that is not needed. */
const userOf = (index: number, { demand, steps, tally }: StepWorksOptions): number =>
  demand.idleFor(index) ?? steps[index]?.feeds.find((next) => tally.hasEnded(next)) ?? index

/** For a step that ended before it began. */
const unbegun = { fanned: false, reused: false, cost: null }

/** The facts about a step whose items have all ended. */
function factsOf({ step, gathered, started, cost, notes }: Work, verdict: Verdict): StepEnd {
  const { got } = gathered
  const gaps = verdict.phase === 'cancelled' ? undefined : verdict.gaps
  return {
    fanned: gathered.fanned || step.fanned === true,
    reused: !started && gathered.items.length > 0,
    cost,
    ...(got !== undefined && { got }),
    uncertain: uncertainOutputs(step, gathered, gaps),
    notes: [...(got === undefined ? [] : [describeCount(got)]), ...notes],
  }
}

export function createStepWorks(options: StepWorksOptions): StepWorks {
  const { demand, items, release, results, services, steps, tally } = options
  const works: (Work | undefined)[] = steps.map(() => undefined)
  const isIdle = ({ index }: Work): boolean => demand.idleFor(index) !== undefined

  const fail = (index: number, thrown: unknown): void =>
    tally.end(index, { phase: 'failed', error: asFailure(thrown) }, unbegun)

  function leave(index: number): void {
    works[index] = undefined
    tally.leave(index, userOf(index, options))
    release(index)
  }

  function close(work: Work): void {
    const { index } = work
    works[index] = undefined
    const verdict = judge(work)
    const facts = factsOf(work, verdict)
    tally.end(index, verdict, facts)
    const delivered = deliveredBy(verdict, facts)
    if (delivered === undefined) return
    demand.deliver(index, delivered)
    options.onDone()
    release(index)
  }

  /** Ends a step that was cancelled before any of its items began. */
  function cancelAll(work: Work): void {
    for (const item of presentItems(work.gathered)) work.failures.push({ item, error: asCancelled() })
    work.left = 0
    close(work)
  }

  function begin(work: Work): void {
    const unknown = recall(work, results, services)
    works[work.index] = work
    if (work.left === 0) close(work)
    else if (!isIdle(work)) items.queue(unknown)
    else leave(work.index)
  }

  function cancel(index: number): void {
    const work = works[index]
    if (work === undefined) return tally.end(index, { phase: 'cancelled' }, unbegun)
    work.cancelled = true
    items.drop(work)
    work.controller?.abort(asCancelled())
    if (work.left === 0) close(work)
  }

  return {
    isIdle,
    hold: (work) => void (works[work.index] = work),
    begin,
    answer(work, answers) {
      const { index, step, gathered } = work
      if (work.cancelled) return cancelAll(work)
      try {
        begin(createWork(step, index, { ...gathered, items: answers }))
      } catch (thrown) {
        fail(index, thrown)
      }
    },
    unanswered(work, thrown) {
      if (work.cancelled) return cancelAll(work)
      works[work.index] = undefined
      fail(work.index, thrown)
    },
    close,
    leave,
    fail,
    cancel,
    cancelRun() {
      tally.cancelRun()
      items.dropAll()
      for (let index = 0; index < steps.length; index++) cancel(index)
    },
  }
}
