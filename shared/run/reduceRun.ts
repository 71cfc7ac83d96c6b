import type { ErrorData } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { ItemPath } from './address.ts'
import type { Gap, ItemCount } from './gap.ts'
import { gapsOf } from './gap.ts'
import type { ItemEnd, RunEnd, RunEvent, SkipReason } from './run.ts'

/** One node of a run: it is in one of its phases. Times are wall-clock milliseconds, costs US dollars. */
export type Step =
  | {
      readonly phase: 'waiting'
      /** By item: the prompts. Absent without any. */
      readonly prompts?: Readonly<Record<string, PendingPrompt>>
    }
  | {
      readonly phase: 'running'
      readonly startedAt: number
      readonly items: number
      /** By item: the state of its job. */
      readonly progress: Readonly<Record<string, StepProgress>>
      /** By item of a list: how the finished ones ended. */
      readonly ended: Readonly<Record<string, ItemEnd>>
    }
  | {
      readonly phase: 'done'
      readonly startedAt: number | null
      readonly finishedAt: number
      readonly outputs: Values
      readonly reused: boolean
      /** For a node that ran over a list: each output is a list. */
      readonly fanned?: boolean | undefined
      /** The items that are missing because nodes before it failed for them. */
      readonly gaps?: readonly Gap[] | undefined
      /** How many of the items of its inputs it got, if some are missing. */
      readonly got?: ItemCount | undefined
      readonly cost: number | null
      /** Notes for the user, sentence by sentence. */
      readonly notes?: readonly string[] | undefined
    }
  | {
      readonly phase: 'failed'
      readonly startedAt: number | null
      readonly finishedAt: number
      readonly error: ErrorData
      /** For a node that ran over a list: which of its items failed, and why. */
      readonly items?: readonly { readonly item: ItemPath; readonly error: ErrorData }[] | undefined
      /** The number of items, if known. */
      readonly total?: number | undefined
      /** For a node that ran over a list: the outputs of its other items, `null` if one failed. */
      readonly outputs: Values
      /** Present if these were delivered: all items that are missing. */
      readonly gaps?: readonly Gap[] | undefined
      readonly got?: ItemCount | undefined
      readonly cost: number | null
    }
  | { readonly phase: 'skipped'; readonly because: SkipReason; readonly of: string }
  | {
      readonly phase: 'cancelled'
      readonly startedAt: number | null
      readonly finishedAt: number
      /** As for a failed one. */
      readonly outputs: Values
      readonly cost: number | null
      /** A job of it had started and could not be cancelled: it continues at the engine and will be charged. */
      readonly goesOn?: true
    }

/** A prompt: a value for `input` is needed. */
export interface PendingPrompt {
  readonly at: number
  readonly input: string
  readonly words: string
  /** The node's other inputs. */
  readonly inputs: Values
}

export interface StepProgress {
  readonly progress?: number | undefined
  readonly status?: string | undefined
  readonly queuePosition?: number | undefined
  readonly requestId?: string | undefined
  readonly expected?: number | undefined
}

export interface Run {
  readonly id: string
  readonly workflow: string
  readonly phase: 'running' | RunEnd
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly cost: number | null
  readonly seeds: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly steps: Readonly<Record<string, Step>>
}

const WAITING: Step = { phase: 'waiting' }

/**
 * The one state machine of a run: reduces `events` in order to the next state of `run`. Null before the first
 * `run.started`. Copies the steps once per call, so pass many events at once. Events that do not match (of a node
 * outside of the run, of a finished step) change nothing.
 */
export function reduceRun(run: Run | null, events: readonly RunEvent[]): Run | null {
  let next = run
  let steps: Record<string, Step> | null = null
  for (const event of events) {
    if (event.type === 'run.started') {
      steps = Object.fromEntries(event.nodes.map((node) => [node, WAITING]))
      next = {
        id: event.run,
        workflow: event.workflow,
        phase: 'running',
        startedAt: event.at,
        finishedAt: null,
        cost: null,
        seeds: event.seeds,
        steps,
      }
    } else if (next === null || next.phase !== 'running') continue
    else if (event.type === 'run.finished')
      next = { ...next, phase: event.state, finishedAt: event.at, cost: event.cost }
    else {
      const step = (steps ?? next.steps)[event.node]
      if (step === undefined) continue
      const after = reduceStep(step, event)
      if (after === step) continue
      steps ??= { ...next.steps }
      steps[event.node] = after
    }
  }
  return next === null || steps === null ? next : { ...next, steps }
}

type StepEvent = Exclude<RunEvent, { type: 'run.started' | 'run.finished' }>

function reduceStep(step: Step, event: StepEvent): Step {
  if (step.phase !== 'waiting' && step.phase !== 'running') return step
  const startedAt = step.phase === 'running' ? step.startedAt : null
  switch (event.type) {
    case 'step.asked': {
      if (step.phase !== 'waiting') return step
      const { type: _, node: __, item, ...asked } = event
      return { phase: 'waiting', prompts: { ...step.prompts, [item]: asked } }
    }
    case 'step.answered': {
      if (step.phase !== 'waiting' || step.prompts === undefined) return step
      const left = Object.entries(step.prompts).filter(([item]) => item !== event.item)
      return left.length === 0 ? WAITING : { phase: 'waiting', prompts: Object.fromEntries(left) }
    }
    case 'step.started':
      if (step.phase === 'running') return step
      return { phase: 'running', startedAt: event.at, items: event.items, progress: {}, ended: {} }
    case 'step.progress': {
      if (step.phase !== 'running') return step
      const { type: _, node: __, at: ___, item, ...update } = event
      return { ...step, progress: { ...step.progress, [item]: { ...step.progress[item], ...update } } }
    }
    case 'step.item':
      if (step.phase !== 'running') return step
      return { ...step, ended: { ...step.ended, [event.item]: event.state } }
    case 'step.done':
      return {
        phase: 'done',
        startedAt,
        finishedAt: event.at,
        outputs: event.outputs,
        reused: event.reused,
        ...(event.fanned !== undefined && { fanned: event.fanned }),
        ...gapsOf(event),
        cost: event.cost,
        ...(event.notes !== undefined && { notes: event.notes }),
      }
    case 'step.failed':
      return {
        phase: 'failed',
        startedAt,
        finishedAt: event.at,
        error: event.error,
        ...(event.items !== undefined && { items: event.items }),
        ...(event.items !== undefined && totalOf(event, step)),
        outputs: event.outputs ?? {},
        ...gapsOf(event),
        cost: event.cost,
      }
    case 'step.skipped':
      return { phase: 'skipped', because: event.because, of: event.of }
    case 'step.cancelled':
      return {
        phase: 'cancelled',
        startedAt,
        finishedAt: event.at,
        outputs: event.outputs ?? {},
        cost: event.cost,
        ...(event.goesOn === true && { goesOn: true as const }),
      }
  }
}

/** The number of items of a step that failed for some of them, where it is known. */
function totalOf(
  { total }: { readonly total?: number | undefined },
  step: Step,
): { readonly total?: number } {
  if (total !== undefined) return { total }
  return step.phase === 'running' ? { total: step.items } : {}
}
