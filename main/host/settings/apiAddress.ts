import type { Settings } from '#shared/api/records.ts'
import { apiUrlIn, namesApiUrl, readApiUrl } from '../../network/apiUrl.ts'

/** Where the API is, as things are set now. */
export interface ApiAddress {
  /** Its base URL. Throws `egress.refused` where what is set is none. */
  url(): URL
  /** The origin that a key has to be for; null where what is set is no address. */
  origin(): string | null
  /** Whether the environment names it: the settings count for nothing then. */
  readonly fixed: boolean
}

/** The environment's address counts before that of the settings: what somebody else has written into them steers no key of it. */
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
