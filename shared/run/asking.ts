import type { Values } from '../ports/value.ts'
import { promptUser } from './promptUser.ts'
import type { RunScope } from './context.ts'
import { createLane } from './lane.ts'
import type { RunEvent } from './run.ts'
import type { Work } from './work.ts'
import { asCancelled } from './work.ts'

export interface AskingOptions {
  readonly scope: RunScope
  readonly emit: (event: RunEvent) => void
  /** Whether nothing uses the outputs of a step. */
  readonly isIdle: (work: Work) => boolean
  /** Whether a step with an immediate result is in progress: nobody is asked before its result is known. */
  readonly isSettling: () => boolean
  /** No prompt is needed for a step, or no longer. */
  readonly leave: (work: Work) => void
  /** All prompts of a step are answered. */
  readonly answered: (work: Work, items: readonly Values[]) => void
  /** They will not be answered: nobody can be asked, or the step was cancelled. */
  readonly failed: (work: Work, thrown: unknown) => void
}

/** Steps that need user input. They are outside the lanes: an answer may take days, and the rest continues. */
export interface Asking {
  /** Asks for what a step needs, unless nothing uses its outputs. */
  ask(work: Work): void
  /** Asks the questions that were held back. */
  goOn(): void
  /** Something may have become unused: withdraws prompts whose answers are not needed. */
  review(): void
}

export function createAsking(options: AskingOptions): Asking {
  const { answered, emit, failed, isIdle, leave, scope } = options
  const asked = new Set<Work>()
  const lane = createLane<Work>(Infinity, begin, { isHeld: options.isSettling })

  function begin(work: Work): void {
    if (work.cancelled) return failed(work, asCancelled())
    if (isIdle(work)) return leave(work)
    asked.add(work)
    // Events of a withdrawn prompt are not emitted.
    const emitWhileAsked = (event: RunEvent): void => void (asked.has(work) && emit(event))
    promptUser(work, scope, emitWhileAsked).then(
      (items) => asked.delete(work) && answered(work, items),
      (thrown: unknown) => asked.delete(work) && failed(work, thrown),
    )
  }

  return {
    ask: (work) => lane.push(work),
    goOn: () => lane.goOn(),
    review() {
      for (const work of asked) {
        if (work.cancelled || !isIdle(work)) continue
        asked.delete(work)
        leave(work)
        work.controller?.abort(asCancelled())
      }
    },
  }
}
