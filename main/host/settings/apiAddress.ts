import type { AddressState, Settings } from '#shared/api/records.ts'
import type { EngineDefinition } from '../../engines/engine.ts'
import { addressIn, namesAddress } from '../../engines/environment.ts'
import { accountUrl, readApiUrl } from '../../network/apiUrl.ts'

/** The current address of an engine's API. */
export interface ApiAddress {
  /** Its base URL. Throws `egress.refused` if the configured one is invalid. */
  url(): URL
  /** The origin that a key must belong to; null if the configured address is invalid. */
  origin(): string | null
  /** Whether the environment sets it: the settings are then ignored. */
  readonly fixed: boolean
}

/**
 * The environment's address takes precedence over the settings, so that a modified settings file cannot redirect the
 * environment's key.
 */
export function createApiAddress(
  engine: EngineDefinition,
  env: Readonly<NodeJS.ProcessEnv>,
  settings: { get(): Pick<Settings, 'engines'> },
): ApiAddress {
  const fixed = namesAddress(engine, env)
  const { standard } = engine.address
  const url = (): URL =>
    fixed
      ? addressIn(engine, env)
      : readApiUrl(settings.get().engines[engine.id]?.apiUrl, undefined, standard)
  return {
    url,
    origin() {
      try {
        return url().origin
      } catch {
        return null
      }
    },
    fixed,
  }
}

/** What the page may know about an address. */
export function shownAddress(address: ApiAddress): AddressState {
  const { fixed } = address
  const origin = address.origin()
  const account = origin === null ? null : accountUrl(address.url()).origin
  return { origin, fixed, ...(account !== null && account !== origin && { account }) }
}
