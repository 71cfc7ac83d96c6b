import { join } from 'node:path'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import { AppError } from '#shared/errors.ts'
import type { EngineDefinition } from '../../engines/engine.ts'
import type { OpenSecret, SavedSecret } from '../../platform/secret.ts'
import { openSecret } from '../../platform/secret.ts'
import type { ApiAddress } from '../settings/apiAddress.ts'
import { createApiAddress } from '../settings/apiAddress.ts'
import { openKey } from '../settings/key.ts'
import type { SavedSettings } from '../settings/settings.ts'

/** An engine as this library has it set: the declaration with its key and its address. */
export interface ConfiguredEngine extends Pick<EngineDefinition, 'id' | 'title'> {
  readonly definition: EngineDefinition
  /** `get` is only for its client. */
  readonly key: SavedSecret
  readonly address: ApiAddress
  /** The maximum number of its jobs in parallel. */
  concurrency(): number
}

export interface ConfiguredEngines {
  readonly all: readonly ConfiguredEngine[]
  /** Throws `input.invalid` for an engine that this version does not have. */
  get(id: EngineId): ConfiguredEngine
  /** What messages call an engine: its id if this version does not have it. */
  titleOf(id: EngineId): string
  /** The identity of the account that pays. It includes the key, and stays in this process. */
  identify(id: EngineId, mode: Mode): string
  /** Every key of every engine, whatever its address: for redacting. */
  secrets(): readonly string[]
}

export interface ConfiguredEnginesOptions {
  readonly definitions: readonly EngineDefinition[]
  readonly home: string
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly settings: Pick<SavedSettings, 'get'>
  readonly open?: OpenSecret
}

/**
 * Each engine's key is the one that the user set, or that the environment or a file of this library has, each for its
 * own address.
 */
export async function openConfiguredEngines({
  definitions,
  home,
  env,
  settings,
  open = openSecret,
}: ConfiguredEnginesOptions): Promise<ConfiguredEngines> {
  const all = await Promise.all(
    definitions.map(async (definition): Promise<ConfiguredEngine> => {
      const { id } = definition
      return {
        id,
        title: definition.title,
        definition,
        key: await openKey(definition, { path: join(home, definition.key.file), env, open }),
        address: createApiAddress(definition, env, settings),
        concurrency: () => settings.get().engines[id]?.concurrency ?? definition.concurrency,
      }
    }),
  )
  const get = (id: EngineId): ConfiguredEngine => {
    const found = all.find((engine) => engine.id === id)
    if (found === undefined) throw new AppError('input.invalid', `This version has no engine ${id}.`)
    return found
  }
  return {
    all,
    get,
    titleOf: (id) => all.find((engine) => engine.id === id)?.title ?? id,
    identify(id, mode) {
      if (mode === 'practice') return mode
      const { address, key } = get(id)
      return JSON.stringify([address.url().href, key.get(address.origin())])
    },
    secrets: () => all.flatMap(({ key }) => key.all()),
  }
}
