import { createTurns } from '../drafts/inTurn.ts'
import type { WorkflowIndex } from './workflowIndex.ts'

/** One act at a time on the workflows of a folder, and the changes there since the last event. */
export interface WorkflowTurns {
  /** An act that changes nothing. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** An act that changes saved workflows: listeners are notified before it resolves. */
  change<T>(work: () => Promise<T>): Promise<T>
  /** Checks whether anything has changed since the last event, and if so emits one. */
  look(): Promise<void>
}

export function createWorkflowTurns(
  { scan }: Pick<WorkflowIndex, 'scan'>,
  onChange: () => void,
): WorkflowTurns {
  const inTurn = createTurns()
  let lastSeen: string | null = null

  async function look(): Promise<void> {
    const now = JSON.stringify((await scan()).map(({ id, name, version }) => [id, name, version]))
    const changed = lastSeen !== null && lastSeen !== now
    lastSeen = now
    if (changed) onChange()
  }

  return {
    inTurn,
    change: (work) =>
      inTurn(async () => {
        // Nothing was checked yet: the current state is the baseline.
        if (lastSeen === null) await look()
        const result = await work()
        await look()
        return result
      }),
    look: () => inTurn(look),
  }
}
