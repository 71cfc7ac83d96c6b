import type { EngineName } from '#shared/catalogue/engineName.ts'
import type { LiteralProblem } from '#shared/run/literals.ts'
import { checkLiterals } from '#shared/run/literals.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { RunServicesOptions } from '../engines/runServices.ts'
import type { Engines } from '../engines/engines.ts'

/** What was found out about a plan before anything is spent. */
export interface CheckedPictures {
  /** Who would pay for it. */
  readonly account: string
  /** Pictures that it names and that cannot be had. */
  readonly unreadable: readonly LiteralProblem[]
}

/** Reads every picture that a plan names. Rejects where its engine cannot be had. */
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
