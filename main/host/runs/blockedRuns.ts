import type { RunEvent } from '#shared/run/run.ts'

/** Which runs wait for user input, and which of them have no other work meanwhile. */
export interface BlockedRuns {
  /** Returns whether this event blocked the run, or unblocked it. */
  follow(run: string, event: RunEvent): boolean
  /** Whether a prompt is open. */
  needsUser(run: string): boolean
  /** Whether it only waits for prompts. */
  isBlocked(run: string): boolean
  leave(run: string): void
}

interface State {
  /** Nodes that are running. */
  readonly working: Set<string>
  /** The open prompts, by node and item. */
  readonly prompts: Set<string>
}

export function createBlockedRuns(): BlockedRuns {
  const states = new Map<string, State>()
  const needsUser = (run: string): boolean => (states.get(run)?.prompts.size ?? 0) > 0
  const isBlocked = (run: string): boolean => needsUser(run) && states.get(run)?.working.size === 0
  return {
    needsUser,
    isBlocked,
    follow(run, event) {
      const before = isBlocked(run)
      const state = states.get(run) ?? { working: new Set(), prompts: new Set() }
      states.set(run, state)
      reduceState(state, event)
      return isBlocked(run) !== before
    },
    leave: (run) => void states.delete(run),
  }
}

function reduceState({ working, prompts: asked }: State, event: RunEvent): void {
  switch (event.type) {
    case 'step.asked':
      asked.add(`${event.item} ${event.node}`)
      break
    case 'step.answered':
      asked.delete(`${event.item} ${event.node}`)
      break
    case 'step.started':
      working.add(event.node)
      break
    case 'step.done':
    case 'step.failed':
    case 'step.cancelled':
    case 'step.skipped':
      working.delete(event.node)
      for (const one of asked) if (one.slice(one.indexOf(' ') + 1) === event.node) asked.delete(one)
      break
    case 'step.progress':
    case 'step.item':
    case 'run.started':
    case 'run.finished':
      break
  }
}
