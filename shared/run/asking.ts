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
  /** Whether nothing uses what a step makes. */
  readonly isIdle: (work: Work) => boolean
  /** Whether something is under way that follows at once: nobody is asked before it is known what comes of it. */
  readonly isSettling: () => boolean
  /** Nobody is to be asked for a step, or is any longer. */
  readonly leave: (work: Work) => void
  /** All questions of a step are answered. */
  readonly answered: (work: Work, items: readonly Values[]) => void
  /** They will not be: because nobody can be asked, or because the step was cancelled. */
  readonly failed: (work: Work, thrown: unknown) => void
}

/** Steps that need a person. They stand outside the lanes: whoever is asked may take days, and the rest goes on. */
export interface Asking {
  /** Asks for what a step needs, unless nothing uses what it makes. */
  ask(work: Work): void
  /** Asks what was held. */
  goOn(): void
  /** It may have turned out that something is not used: questions that lead nowhere are taken back. */
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
    // What is said of a question that was taken back is said to nobody.
    const tell = (event: RunEvent): void => void (asked.has(work) && emit(event))
    promptUser(work, scope, tell).then(
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
