import type { Approval } from '#shared/run/approval.ts'

/**
 * What a command approves by being typed: whatever is left of the run that it names. As with `run`, which names its engine,
 * the editor that holds the library does not ask once more.
 */
export const approvedByCommand: Approval = {
  cost: Number.MAX_VALUE,
  unpriced: Number.MAX_SAFE_INTEGER,
  atLeast: true,
}
