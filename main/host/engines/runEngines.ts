import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import { AppError } from '#shared/errors.ts'
import type { Accounts } from '../../library/runs.ts'
import type { AttachedEngine } from './attachEngine.ts'
import type { AcquiredEngine, Engines } from './engines.ts'

/** The engines that a run needs. */
export interface RunEngines {
  readonly mode: Mode
  readonly all: readonly AttachedEngine[]
  /** Throws if it is not among them. */
  of(id: EngineId): AttachedEngine
  readonly accounts: Accounts
  release(): void
}

/**
 * Acquires engines for a run: all of them or none, so that a run that lacks one is refused before it has paid another.
 * `nodes` has the node that needs each, for the error. Rejects as `Engines.acquire` does.
 */
export async function acquireEngines(
  engines: Engines,
  mode: Mode,
  nodes: ReadonlyMap<EngineId, { readonly id: string; readonly title?: string | undefined }>,
): Promise<RunEngines> {
  const acquired: AcquiredEngine[] = []
  const release = (): void => acquired.forEach((each) => each.release())
  for (const [id, node] of nodes)
    try {
      acquired.push(await engines.acquire(id, mode))
    } catch (thrown) {
      release()
      throw thrown instanceof AppError ? neededBy(node, thrown) : thrown
    }
  const all = acquired.map(({ engine }) => engine)
  return {
    mode,
    all,
    of(id) {
      const engine = all.find((each) => each.id === id)
      if (engine === undefined) throw new AppError('internal', `This run has not acquired the engine ${id}.`)
      return engine
    },
    accounts: Object.fromEntries(all.map(({ id, account }) => [id, account])),
    release,
  }
}

/** The same error with the node that the engine is needed for. */
const neededBy = (
  { id, title = id }: { readonly id: string; readonly title?: string | undefined },
  error: AppError,
): AppError =>
  new AppError(error.code, `${error.message} The node ${title} needs it.`, {
    data: { ...error.data, node: id },
    cause: error,
  })
