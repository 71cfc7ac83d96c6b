import { hash } from 'node:crypto'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import type { EngineName } from '#shared/catalogue/engineName.ts'
import type { Pace } from '../../practice/pace.ts'
import { servedEndpoints } from './servedEndpoints.ts'
import { apiUrlIn } from '../../network/apiUrl.ts'
import type { BoundSecret } from '../../platform/secret.ts'

/** The destination of jobs, and who pays for them. */
export interface Engine {
  readonly api: URL
  /** Never leaves this process except to the API. */
  readonly token: string | null
  /** Every key of the user, used here or not: all are redacted from everything that is shared. */
  readonly secrets: readonly string[]
  /** A fingerprint of the account that pays; it does not reveal the key. */
  readonly account: string
  close(): Promise<void>
}

export interface EngineOptions {
  readonly endpoints: readonly Endpoint[]
  /** Where the practice engine stores what it accepted, so that its jobs outlive this process like any other's. */
  readonly folder: string
  /** The duration of the practice engine's jobs, and how many run in parallel. */
  readonly practice: { readonly pace: Pace; readonly workers: number }
  /** Base URL of the API. Throws `egress.refused` if the configured one is invalid. */
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
    // It draws, and most commands do not need it.
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

/** A key belongs to one origin: for another address there is none until it is entered for that one. */
export const noKeyFor = (api: URL): AppError =>
  new AppError(
    'account.key',
    `There is no key for ${api.host}. Enter one for this address, or use the practice engine.`,
    { data: { origin: api.origin } },
  )

/** Sixteen hexadecimal digits: enough to distinguish accounts, useless to anybody else. */
export const accountOf = (api: URL, token: string): string =>
  hash('sha256', `${api.origin}\n${token}`).slice(0, 16)

/** The key in the environment, or null; an invalid header value is not a key. */
export function keyIn(env: Readonly<NodeJS.ProcessEnv>): string | null {
  const key = (env['RUNCOMFY_API_TOKEN'] ?? '').trim() || (env['RUNCOMFY_TOKEN'] ?? '').trim()
  return isKey(key) ? key : null
}

/**
 * The key in the environment with the origin that the same environment names; null without a key or a valid address.
 */
export function boundKeyIn(env: Readonly<NodeJS.ProcessEnv>): BoundSecret | null {
  const secret = keyIn(env)
  if (secret === null) return null
  try {
    return { secret, origin: apiUrlIn(env).origin }
  } catch {
    return null
  }
}

/** Whether a text can be a key: other characters would end the header, or begin another one. */
export const isKey = (text: string): boolean => /^[\x21-\x7E]{1,1000}$/.test(text)
