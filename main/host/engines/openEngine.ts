import { hash } from 'node:crypto'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import type { EngineName } from '#shared/catalogue/engineName.ts'
import type { Pace } from '../../practice/pace.ts'
import { servedEndpoints } from './servedEndpoints.ts'
import { apiUrlIn } from '../../network/apiUrl.ts'
import type { BoundSecret } from '../../platform/secret.ts'

/** Where jobs go, and who pays for them. */
export interface Engine {
  readonly api: URL
  /** Never leaves this process but to the API. */
  readonly token: string | null
  /** Every key of the user, used here or not: none of them may be in anything that is handed on. */
  readonly secrets: readonly string[]
  /** A fingerprint of whoever pays; it does not give the key away. */
  readonly account: string
  close(): Promise<void>
}

export interface EngineOptions {
  readonly endpoints: readonly Endpoint[]
  /** Where the practice engine keeps what it accepted, so that its jobs outlive this process like any other's. */
  readonly folder: string
  /** How long the practice engine's jobs take, and how many are worked on at once. */
  readonly practice: { readonly pace: Pace; readonly workers: number }
  /** Base URL of the API. Throws `egress.refused` where what is set is none. */
  readonly api: () => URL
  /** The key for that origin, or null. */
  readonly key: (origin: string) => string | null
  readonly secrets: readonly string[]
}

/** RunComfy with its key, or the practice engine, started here. Rejects with `account.key` or `egress.refused`. */
export async function openEngine(
  name: EngineName,
  { endpoints, folder, practice: { pace, workers }, ...options }: EngineOptions,
): Promise<Engine> {
  if (name === 'practice') {
    // It draws, and most commands have no use of it.
    const { startPractice } = await import('../../practice/practice.ts')
    const practice = await startPractice({ endpoints: servedEndpoints(endpoints), pace, workers, folder })
    return {
      api: new URL(practice.url),
      token: null,
      secrets: options.secrets,
      account: 'practice',
      close: () => practice.close(),
    }
  }
  const api = options.api()
  const key = options.key(api.origin)
  if (key === null) throw noKeyFor(api)
  return {
    api,
    token: key,
    secrets: options.secrets,
    account: accountOf(api, key),
    close: () => Promise.resolve(),
  }
}

/** A key is for one origin: where another address is set, there is none until it is entered for that one. */
export const noKeyFor = (api: URL): AppError =>
  new AppError(
    'account.key',
    `There is no key for ${api.host}. Enter one for this address, or run on the practice engine.`,
    { data: { origin: api.origin } },
  )

/** Sixteen hexadecimal digits: enough to tell accounts apart, of no use to anybody else. */
export const accountOf = (api: URL, token: string): string =>
  hash('sha256', `${api.origin}\n${token}`).slice(0, 16)

/** The key in the environment, or null; what could be no header is no key. */
export function keyIn(env: Readonly<NodeJS.ProcessEnv>): string | null {
  const key = (env['RUNCOMFY_API_TOKEN'] ?? '').trim() || (env['RUNCOMFY_TOKEN'] ?? '').trim()
  return isKey(key) ? key : null
}

/** The key in the environment with the origin that the same environment names; null where there is none, or no address. */
export function boundKeyIn(env: Readonly<NodeJS.ProcessEnv>): BoundSecret | null {
  const secret = keyIn(env)
  if (secret === null) return null
  try {
    return { secret, origin: apiUrlIn(env).origin }
  } catch {
    return null
  }
}

/** Whether a text could be a key: whatever else stands in it would end the header, or begin another one. */
export const isKey = (text: string): boolean => /^[\x21-\x7E]{1,1000}$/.test(text)
