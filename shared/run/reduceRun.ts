import type { ErrorData } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { ItemEnd, RunEnd, RunEvent, SkipReason } from './run.ts'

/** One node of a run: it is in one of its phases. Times are wall-clock milliseconds, costs US dollars. */
export type Step =
  | {
      readonly phase: 'waiting'
      /** By item: what a person is asked. Absent while nobody is. */
      readonly asks?: Readonly<Record<number, PendingPrompt>>
    }
  | {
      readonly phase: 'running'
      readonly startedAt: number
      readonly items: number
      /** By item: what is known of it. */
      readonly progress: Readonly<Record<number, StepProgress>>
      /** By item of a list: how it has ended, of those that have. */
      readonly ended: Readonly<Record<number, ItemEnd>>
    }
  | {
      readonly phase: 'done'
      readonly startedAt: number | null
      readonly finishedAt: number
      readonly outputs: Values
      readonly reused: boolean
      /** Of a node that ran over a list: each output is a list. */
      readonly fanned?: boolean | undefined
      readonly cost: number | null
      /** What a person should know of it, sentence by sentence. */
      readonly notes?: readonly string[] | undefined
    }
  | {
      readonly phase: 'failed'
      readonly startedAt: number | null
      readonly finishedAt: number
      readonly error: ErrorData
      /** Of a node that ran over a list: which of its items failed, and why. */
      readonly items?: readonly { readonly item: number; readonly error: ErrorData }[] | undefined
      /** How many items there were, as far as that is known. */
      readonly total?: number | undefined
      /** Of a node that ran over a list: what its other items made, `null` where one failed. */
      readonly outputs: Values
      readonly cost: number | null
    }
  | { readonly phase: 'skipped'; readonly because: SkipReason; readonly of: string }
  | {
      readonly phase: 'cancelled'
      readonly startedAt: number | null
      readonly finishedAt: number
      /** As of a failed one. */
      readonly outputs: Values
      readonly cost: number | null
      /** A job of it had started and could not be cancelled: it goes on at the engine and will be charged. */
      readonly goesOn?: true
    }

/** What a person is asked for: a value of `input`. */
export interface PendingPrompt {
  readonly at: number
  readonly input: string
  readonly words: string
  /** What the node would run with. */
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
 * The one state machine of a run: what `run` becomes by `events`, in their order. Null before the first `run.started`.
 * Copies the steps once a call, so replay many events in one. Events that do not fit (of a node that is not in the
 * run, of a step that has ended) change nothing.
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
      return { phase: 'waiting', asks: { ...step.asks, [item]: asked } }
    }
    case 'step.answered': {
      if (step.phase !== 'waiting' || step.asks === undefined) return step
      const left = Object.entries(step.asks).filter(([item]) => item !== String(event.item))
      return left.length === 0 ? WAITING : { phase: 'waiting', asks: Object.fromEntries(left) }
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
        ...(event.items !== undefined && step.phase === 'running' && { total: step.items }),
        outputs: event.outputs ?? {},
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
