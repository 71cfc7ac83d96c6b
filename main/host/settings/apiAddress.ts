import type { Settings } from '#shared/api/records.ts'
import { apiUrlIn, namesApiUrl, readApiUrl } from '../../network/apiUrl.ts'

/** The current address of the API. */
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
  env: Readonly<NodeJS.ProcessEnv>,
  settings: { get(): Pick<Settings, 'apiUrl'> },
): ApiAddress {
  const fixed = namesApiUrl(env)
  const url = (): URL => (fixed ? apiUrlIn(env) : readApiUrl(settings.get().apiUrl))
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
