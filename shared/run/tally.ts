import type { AppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { Clock } from '../services.ts'
import type { NodePath } from './address.ts'
import type { Gap, ItemCount } from './gap.ts'
import type { Delivered } from './gather.ts'
import type { Plan } from './plan.ts'
import type { PlanStep } from './planStep.ts'
import type { RunEnd, RunEvent, SkipReason } from './run.ts'
import type { UncertainOutputs } from './uncertain.ts'
import type { Verdict } from './work.ts'

export interface RunOutcome {
  readonly state: RunEnd
  /** By node: the outputs of those that are done. */
  readonly outputs: Readonly<Record<string, Values>>
  /** By node: why it failed. */
  readonly errors: Readonly<Record<string, AppError>>
}

/** The additional facts about a finished step, beside its verdict. */
export interface StepEnd {
  readonly fanned: boolean
  readonly reused: boolean
  readonly got?: ItemCount
  /** Of its outputs: not part of its event, because it follows from the gaps of all steps. */
  readonly uncertain?: UncertainOutputs | undefined
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
  /** A step cannot run because the node `of` failed for its items; nor can the steps that it feeds. */
  skip(step: number, of: NodePath): void
  /** Adds to the cost of the run, in dollars. */
  spend(dollars: number): void
  /** From now on each step that ends is cancelled instead of skipped. */
  cancelRun(): void
  /** Ends the run when there is nothing left to wait for. */
  finishIfOver(): void
}

/**
 * A run is cancelled if something was left to cancel: for the whole run, whatever failed before, and for single nodes
 * only if nothing failed. Otherwise it failed if a node did, regardless of nodes that were cancelled besides; only in
 * part, if it has results nevertheless. A listener may cancel something during an event: so a step counts as ended
 * before its event is emitted, and the run ends after the last of them.
 */
export function createTally(
  { steps }: Plan,
  clock: Clock,
  emit: (event: RunEvent) => void,
  finish: (outcome: RunOutcome) => void,
  /** Steps have ended without outputs: what only they would have used may not be needed any more. */
  onLost: () => void = () => undefined,
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

  const emitSkipped = (step: number, because: SkipReason, of: NodePath): void =>
    emitEnd(step, { type: 'step.skipped', node: idOf(step), at: clock.now(), because, of })

  function skipDependents(step: number, because: SkipReason, of = idOf(step)): void {
    for (const next of dependentsOf(steps, step, (one) => ended[one] === 1)) emitSkipped(next, because, of)
  }

  function skip(step: number, because: SkipReason, of: NodePath): void {
    if (ended[step] === 1) return
    emitSkipped(step, because, of)
    if (because === 'failed') skipDependents(step, because, of)
    onLost()
    finishIfOver()
  }

  function finishIfOver(): void {
    if (left > 0) return
    left = Infinity
    const cancelled = someCancelled && (runCancelled || !someFailed)
    const state = cancelled ? 'cancelled' : someFailed ? endOfFailed(steps, delivered) : 'done'
    const { outputs, gaps } = collect(delivered, idOf)
    emit({ type: 'run.finished', state, at: clock.now(), cost, outputs, ...gaps })
    finish({ state, outputs, errors })
  }

  return {
    delivered,
    hasEnded: (step) => ended[step] === 1,
    end(step, verdict, of) {
      if (ended[step] === 1) return
      const node = idOf(step)
      const event = endEvent(node, clock.now(), verdict, of)
      delivered[step] = deliveredBy(verdict, of)
      if (verdict.phase === 'failed') {
        errors[node] = verdict.error
        someFailed = true
      } else if (verdict.phase === 'cancelled') someCancelled = true
      emitEnd(step, event)
      if (verdict.phase === 'failed' && delivered[step] === undefined) skipDependents(step, 'failed')
      else if (verdict.phase === 'cancelled' && !runCancelled) skipDependents(step, 'cancelled')
      if (delivered[step] === undefined && !runCancelled) onLost()
      finishIfOver()
    },
    leave: (step, user) => skip(step, 'unused', idOf(user)),
    skip: (step, of) => skip(step, 'failed', of),
    spend(dollars) {
      cost = (cost ?? 0) + dollars
    },
    cancelRun: () => void (runCancelled = true),
    finishIfOver,
  }
}

/** The steps after one, directly or not, that have not ended by the time that they are reached. */
function* dependentsOf(
  steps: readonly PlanStep[],
  step: number,
  hasEnded: (step: number) => boolean,
): Generator<number> {
  const stack = [step]
  for (let at = stack.pop(); at !== undefined; at = stack.pop())
    for (const next of steps[at]?.feeds ?? []) {
      if (hasEnded(next)) continue
      yield next
      stack.push(next)
    }
}

const endOfFailed = (steps: readonly PlanStep[], delivered: Tally['delivered']): RunEnd =>
  delivered.some((one, step) => one !== undefined && isEnd(steps[step])) ? 'partial' : 'failed'

/** By node: the outputs of the steps that have delivered, and what is missing from them. */
function collect(
  delivered: readonly (Delivered | undefined)[],
  idOf: (step: number) => NodePath,
): {
  readonly outputs: Record<NodePath, Values>
  readonly gaps: { readonly gaps?: Record<NodePath, Gap[]> }
} {
  const outputs: Record<NodePath, Values> = {}
  const gaps: Record<NodePath, Gap[]> = {}
  for (const [step, result] of delivered.entries()) {
    if (result === undefined) continue
    outputs[idOf(step)] = result.outputs
    if (result.gaps !== undefined) gaps[idOf(step)] = [...result.gaps]
  }
  return { outputs, gaps: Object.keys(gaps).length === 0 ? {} : { gaps } }
}

/** What the nodes after a step get from it: what it has made, also if only some of its items failed. */
export function deliveredBy(
  verdict: Verdict,
  { fanned, uncertain }: Pick<StepEnd, 'fanned' | 'uncertain'>,
): Delivered | undefined {
  if (verdict.phase === 'cancelled') return undefined
  const { outputs, gaps } = verdict
  if (outputs === undefined || (verdict.phase === 'failed' && gaps === undefined)) return undefined
  return { outputs, fanned, ...(gaps !== undefined && { gaps }), ...(uncertain && { uncertain }) }
}

/**
 * Whether the outputs of a step are a result of its run: nothing in the run uses them, or it runs for its own sake. Not
 * if it only repeats what is in the file.
 */
const isEnd = (step: PlanStep | undefined): boolean =>
  step !== undefined &&
  (step.feeds.length === 0 || step.own === true) &&
  step.node.take === undefined &&
  (step.type.where === 'remote' || step.type.effect || step.inputs.some(({ source }) => source !== null))

function endEvent(
  node: string,
  at: number,
  verdict: Verdict,
  { fanned, reused, got, cost, notes = [] }: StepEnd,
): RunEvent {
  const some = { ...(got !== undefined && { got }), ...(notes.length > 0 && { notes: [...notes] }) }
  if (verdict.phase === 'done') {
    const { phase: _, ...made } = verdict
    return { type: 'step.done', node, at, cost, ...made, reused, ...(fanned && { fanned }), ...some }
  }
  if (verdict.phase === 'failed') {
    const { phase: _, error, ...partial } = verdict
    return { type: 'step.failed', node, at, cost, error: error.toJSON(), ...partial, ...some }
  }
  const { phase: _, ...partial } = verdict
  return { type: 'step.cancelled', node, at, cost, ...partial }
}
