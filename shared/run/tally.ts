import type { AppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { Clock } from '../services.ts'
import type { Delivered } from './gather.ts'
import type { Plan } from './plan.ts'
import type { RunEnd, RunEvent, SkipReason } from './run.ts'
import type { Verdict } from './work.ts'

export interface RunOutcome {
  readonly state: RunEnd
  /** By node: the outputs of those that are done. */
  readonly outputs: Readonly<Record<string, Values>>
  /** By node: why it failed. */
  readonly errors: Readonly<Record<string, AppError>>
}

/** The additional facts about a finished step, beside its verdict. */
interface StepEnd {
  readonly fanned: boolean
  readonly reused: boolean
  /** Dollars, or null if no cost was reported. */
  readonly cost: number | null
  readonly notes?: readonly string[]
}

/** The results of the steps of one run, by their index in the plan: each ends once, and the run after the last. */
export interface Tally {
  readonly delivered: readonly (Delivered | undefined)[]
  hasEnded(step: number): boolean
  /** A step is over: emits its event, and those of all steps that now cannot run. */
  end(step: number, verdict: Verdict, of: StepEnd): void
  /** A step is skipped, because only `user` would have used it; the steps that it feeds are not skipped by that. */
  leave(step: number, user: number): void
  /** Adds to the cost of the run, in dollars. */
  spend(dollars: number): void
  /** From now on each step that ends is cancelled instead of skipped. */
  cancelRun(): void
  /** Ends the run when there is nothing left to wait for. */
  finishIfOver(): void
}

/**
 * A run is cancelled if something was left to cancel: for the whole run, whatever failed before, and for single nodes
 * only if nothing failed. Otherwise it failed if a node did, regardless of nodes that were cancelled besides. A
 * listener may cancel something during an event: so a step counts as ended before its event is emitted, and the run
 * ends after the last of them.
 */
export function createTally(
  { steps }: Plan,
  clock: Clock,
  emit: (event: RunEvent) => void,
  finish: (outcome: RunOutcome) => void,
): Tally {
  const ended = new Uint8Array(steps.length)
  const delivered: (Delivered | undefined)[] = steps.map(() => undefined)
  const errors: Record<string, AppError> = {}
  let left = steps.length
  let cost: number | null = null
  let runCancelled = false
  let someFailed = false
  let someCancelled = false

  const idOf = (step: number): string => steps[step]?.node.id ?? ''

  function emitEnd(step: number, event: RunEvent): void {
    ended[step] = 1
    emit(event)
    left--
  }

  function skipDependents(step: number, because: SkipReason): void {
    const of = idOf(step)
    const stack = [step]
    for (let at = stack.pop(); at !== undefined; at = stack.pop())
      for (const next of steps[at]?.feeds ?? []) {
        if (ended[next] === 1) continue
        emitEnd(next, { type: 'step.skipped', node: idOf(next), at: clock.now(), because, of })
        stack.push(next)
      }
  }

  function finishIfOver(): void {
    if (left > 0) return
    left = Infinity
    const cancelled = someCancelled && (runCancelled || !someFailed)
    const state = cancelled ? 'cancelled' : someFailed ? 'failed' : 'done'
    const outputs: Record<string, Values> = {}
    delivered.forEach((result, step) => {
      if (result !== undefined) outputs[idOf(step)] = result.outputs
    })
    emit({ type: 'run.finished', state, at: clock.now(), cost, outputs })
    finish({ state, outputs, errors })
  }

  return {
    delivered,
    hasEnded: (step) => ended[step] === 1,
    end(step, verdict, of) {
      if (ended[step] === 1) return
      const node = idOf(step)
      const event = endEvent(node, clock.now(), verdict, of)
      if (verdict.phase === 'done') delivered[step] = { outputs: verdict.outputs, fanned: of.fanned }
      else if (verdict.phase === 'failed') {
        errors[node] = verdict.error
        someFailed = true
      } else someCancelled = true
      emitEnd(step, event)
      if (verdict.phase === 'failed') skipDependents(step, 'failed')
      else if (verdict.phase === 'cancelled' && !runCancelled) skipDependents(step, 'cancelled')
      finishIfOver()
    },
    leave(step, user) {
      if (ended[step] === 1) return
      const at = clock.now()
      emitEnd(step, { type: 'step.skipped', node: idOf(step), at, because: 'unused', of: idOf(user) })
      finishIfOver()
    },
    spend(dollars) {
      cost = (cost ?? 0) + dollars
    },
    cancelRun() {
      runCancelled = true
    },
    finishIfOver,
  }
}

function endEvent(
  node: string,
  at: number,
  verdict: Verdict,
  { fanned, reused, cost, notes = [] }: StepEnd,
): RunEvent {
  const some = notes.length > 0 && { notes: [...notes] }
  if (verdict.phase === 'done') {
    const { outputs } = verdict
    return { type: 'step.done', node, at, cost, outputs, reused, ...(fanned && { fanned }), ...some }
  }
  if (verdict.phase === 'failed') {
    const { phase: _, error, ...partial } = verdict
    return { type: 'step.failed', node, at, cost, error: error.toJSON(), ...partial, ...some }
  }
  const { phase: _, ...partial } = verdict
  return { type: 'step.cancelled', node, at, cost, ...partial }
}
