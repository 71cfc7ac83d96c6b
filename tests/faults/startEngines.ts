import type { ApiName } from '#main/practice/apiName.ts'
import type { HeldState } from '#main/practice/requests/gates.ts'
import type { NetworkEngine } from './network/engine.ts'
import { startNetworkEngine } from './network/engine.ts'
import type { Oracle } from './oracle.ts'
import { consultOracle } from './oracle.ts'
import type { Urls } from './trial.ts'

/**
 * The engines of one trial, in this process. They are the trial's alone: an engine that lists its requests would show
 * equal ones of another library as well.
 */
export interface TrialEngines {
  readonly urls: Urls
  readonly all: readonly NetworkEngine[]
  readonly oracle: Oracle
  /** Keeps requests in a state until they are released. */
  hold(state: HeldState): void
  release(): void
  close(): Promise<void>
}

/** Starts them at any free ports, or at given ones: a library knows an engine by its address. */
export async function startEngines(
  ids: readonly ApiName[],
  ports: Readonly<Partial<Record<ApiName, number>>> = {},
): Promise<TrialEngines> {
  const all: NetworkEngine[] = []
  const close = async (): Promise<void> => void (await Promise.all(all.map((engine) => engine.close())))
  try {
    for (const id of ids) all.push(await startNetworkEngine(null, id, {}, ports[id]))
  } catch (thrown) {
    await close()
    throw thrown
  }
  return {
    urls: Object.fromEntries(ids.map((id, place) => [id, all[place]?.url])),
    all,
    oracle: consultOracle(all),
    hold: (state) => all.forEach((engine) => engine.hold({ state })),
    release: () => all.forEach((engine) => engine.release()),
    close,
  }
}
