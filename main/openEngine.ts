import { hash } from 'node:crypto'
import type { Endpoint } from '#shared/endpoint/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import type { EngineName } from '#shared/ipc/records.ts'
import type { Pace } from './practice/pace.ts'
import { startPractice } from './practice/practice.ts'
import { servedEndpoints } from './servedEndpoints.ts'
import { readApiUrl } from './services/egress/apiUrl.ts'

export type { EngineName } from '#shared/ipc/records.ts'

/** Where jobs go, and who pays for them. */
export interface Engine {
  readonly api: URL
  /** Never leaves this process but to the API. */
  readonly token: string | null
  /** The person's key, used here or not: it must stand in nothing that is handed on. */
  readonly secret: string | null
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
  /** Base URL of the API; RunComfy's own where there is none. */
  readonly apiUrl: string | undefined
  /** The key for RunComfy, or null. */
  readonly key: string | null
}

/** RunComfy with its key, or the practice engine, started here. Rejects with `account.key` or `egress.refused`. */
export async function openEngine(
  name: EngineName,
  { endpoints, folder, practice: { pace, workers }, apiUrl, key }: EngineOptions,
): Promise<Engine> {
  if (name === 'practice') {
    const practice = await startPractice({ endpoints: servedEndpoints(endpoints), pace, workers, folder })
    return {
      api: new URL(practice.url),
      token: null,
      secret: key,
      account: 'practice',
      close: () => practice.close(),
    }
  }
  const api = readApiUrl(apiUrl)
  if (key === null)
    throw new AppError(
      'account.key',
      'The runcomfy engine needs a key. Put it into the environment as RUNCOMFY_API_TOKEN, or run on the practice engine.',
    )
  return { api, token: key, secret: key, account: accountOf(api, key), close: () => Promise.resolve() }
}

/** Sixteen hexadecimal digits: enough to tell accounts apart, of no use to anybody else. */
export const accountOf = (api: URL, token: string): string =>
  hash('sha256', `${api.origin}\n${token}`).slice(0, 16)

/** The key in the environment, or null; what could be no header is no key. */
export function keyIn(env: Readonly<NodeJS.ProcessEnv>): string | null {
  const key = (env['RUNCOMFY_API_TOKEN'] ?? '').trim() || (env['RUNCOMFY_TOKEN'] ?? '').trim()
  return isKey(key) ? key : null
}

/** Whether a text could be a key: whatever else stands in it would end the header, or begin another one. */
export const isKey = (text: string): boolean => /^[\x21-\x7E]{1,1000}$/.test(text)
