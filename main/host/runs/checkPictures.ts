import type { LiteralProblem } from '#shared/run/literals.ts'
import { checkLiterals } from '#shared/run/literals.ts'
import type { Plan } from '#shared/run/plan.ts'
import { planEngines } from '#shared/run/planEngines.ts'
import type { Accounts, RunRequest } from '../../library/runs.ts'
import type { Engines } from '../engines/engines.ts'
import { acquireEngines } from '../engines/runEngines.ts'
import type { RunServices } from '../engines/runServices.ts'

/** What was found out about a plan before anything is spent. */
export interface CheckedPictures {
  /** The accounts that would pay for it. */
  readonly accounts: Accounts
  /** Missing pictures that it names. */
  readonly unreadable: readonly LiteralProblem[]
}

/** Reads every picture that a plan names. Rejects if one of its engines cannot be opened. */
export async function checkPictures(
  planned: Plan,
  request: RunRequest,
  { engines, services }: { readonly engines: Engines; readonly services: RunServices },
): Promise<CheckedPictures> {
  const acquired = await acquireEngines(engines, request.mode, planEngines(planned))
  try {
    const unreadable = await checkLiterals(planned, services(request, acquired))
    return { accounts: acquired.accounts, unreadable }
  } finally {
    acquired.release()
  }
}
