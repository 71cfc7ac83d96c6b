import type { Approval } from '#shared/run/approval.ts'

/**
 * The approval of a command: typing it approves the rest of the run that it names. As with `run`, which names its
 * engine, the editor that holds the library does not ask again.
 */
export const approvedByCommand: Approval = {
  cost: Number.MAX_VALUE,
  unpriced: Number.MAX_SAFE_INTEGER,
  atLeast: true,
}
