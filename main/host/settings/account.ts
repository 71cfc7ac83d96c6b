import type { HostEvent } from '#shared/api/contract.ts'
import type { MediaLimits } from '../../jobs/mediaLimits.ts'
import type { EngineState, Settings } from '#shared/api/records.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { ConfiguredEngine, ConfiguredEngines } from '../engines/configuredEngines.ts'
import type { Engines } from '../engines/engines.ts'
import { shownAddress } from './apiAddress.ts'
import type { SavedSettings } from './settings.ts'

/** The settings and the engines, as pages show them. */
export interface AccountState {
  readonly settings: Settings
  readonly engines: EngineState[]
}

export interface Account {
  now(): AccountState
  /** Announces a change once it is made. The payer at the engines `of` may have changed: refused jobs are retried. */
  notifyAfter<T>(change: Promise<T>, of?: readonly EngineId[]): Promise<T>
  /** An engine is tried again. */
  retry(engine: EngineId): void
  /** Stops announcing. */
  close(): void
}

export interface AccountOptions {
  readonly configured: ConfiguredEngines
  readonly engines: Engines
  readonly settings: SavedSettings
  announce(event: HostEvent): void
}

/** The largest image that an engine takes in a request; undefined where images are uploaded, or of any size. */
function largestImage({ inline, upload }: MediaLimits): EngineState['largestImage'] {
  const { bytes = Infinity, pixels } = inline.image ?? {}
  if (upload !== null || !Number.isFinite(bytes)) return undefined
  return { bytes, ...(pixels !== undefined && Number.isFinite(pixels) && { pixels }) }
}

/** What a page may know about an engine. */
export const shownEngine = (
  { definition, key, address, concurrency }: ConfiguredEngine,
  refusal: EngineState['refusal'],
): EngineState => {
  const largest = largestImage(definition.media)
  return {
    id: definition.id,
    title: definition.title,
    help: definition.help,
    capabilities: definition.capabilities,
    ...(largest !== undefined && { largestImage: largest }),
    keyPage: definition.key.page,
    keyVariable: definition.key.variables[0],
    key: key.state(address.origin()),
    address: shownAddress(address),
    concurrency: concurrency(),
    refusal,
  }
}

export function createAccount({ configured, engines, settings, announce }: AccountOptions): Account {
  const now = (): AccountState => {
    const { mode } = settings.get()
    return {
      settings: settings.get(),
      engines: configured.all.map((engine) =>
        shownEngine(engine, engines.refusalOf(engine.id, mode)?.toJSON() ?? null),
      ),
    }
  }
  const notifyRefusal = (): void => announce({ type: 'account.changed', engines: now().engines })
  const retry = (engine: EngineId): void => engines.reset(engine, settings.get().mode)
  const stopHearing = engines.onRefusal(notifyRefusal)
  return {
    now,
    async notifyAfter(change, of = []) {
      const result = await change
      announce({ type: 'settings.changed', ...now() })
      if (of.length > 0) {
        of.forEach(retry)
        notifyRefusal()
      }
      return result
    },
    retry,
    close: stopHearing,
  }
}
