import { createTurns } from '../drafts/inTurn.ts'
import type { WorkflowIndex } from './workflowIndex.ts'

/** One act at a time on the workflows of a folder, and what has changed there since it was last told. */
export interface WorkflowTurns {
  /** An act that changes nothing. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** An act that changes what is kept: whoever listens is told of it before it resolves. */
  change<T>(work: () => Promise<T>): Promise<T>
  /** Looks whether anything has changed since it was last told, and tells if so. */
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
        // Nobody has looked yet: what there is now is what it is compared with.
        if (lastSeen === null) await look()
        const result = await work()
        await look()
        return result
      }),
    look: () => inTurn(look),
  }
}
