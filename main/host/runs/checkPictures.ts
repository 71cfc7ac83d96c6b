import type { EngineName } from '#shared/catalogue/engineName.ts'
import type { LiteralProblem } from '#shared/run/literals.ts'
import { checkLiterals } from '#shared/run/literals.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { RunServicesOptions } from '../engines/runServices.ts'
import type { Engines } from '../engines/engines.ts'

/** What was found out about a plan before anything is spent. */
export interface CheckedPictures {
  /** The account that would pay for it. */
  readonly account: string
  /** Missing pictures that it names. */
  readonly unreadable: readonly LiteralProblem[]
}

/** Reads every picture that a plan names. Rejects if its engine cannot be opened. */
export async function checkPictures(
  planned: Plan,
  request: RunServicesOptions & { readonly engine: EngineName },
  engines: Engines,
): Promise<CheckedPictures> {
  const { engine, release: giveBack } = await engines.acquire(request.engine)
  try {
    return { account: engine.account, unreadable: await checkLiterals(planned, engine.services(request)) }
  } finally {
    giveBack()
  }
}
