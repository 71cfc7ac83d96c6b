import { hash } from 'node:crypto'
import type { Endpoint } from '#shared/endpoint/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import { startPractice } from './practice/practice.ts'
import { readApiUrl } from './services/egress/apiUrl.ts'

export type EngineName = 'practice' | 'runcomfy'

/** Where jobs go, and who pays for them. */
export interface Engine {
  readonly api: URL
  /** Never leaves this process but to the API. */
  readonly token: string | null
  /** A fingerprint of whoever pays; it does not give the key away. */
  readonly account: string
  close(): Promise<void>
}

export interface EngineOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly endpoints: readonly Endpoint[]
  /** Where the practice engine keeps what it accepted, so that its jobs outlive this process like any other's. */
  readonly folder: string
}

/**
 * RunComfy with the key from the environment, or the practice engine, started here. Rejects with `account.key` or
 * `egress.refused`.
 */
export async function openEngine(
  name: EngineName,
  { env, endpoints, folder }: EngineOptions,
): Promise<Engine> {
  if (name === 'practice') {
    const practice = await startPractice({ endpoints, pace: 'fast', workers: 4, folder })
    return { api: new URL(practice.url), token: null, account: 'practice', close: () => practice.close() }
  }
  const api = readApiUrl(env['PATCHBAY_API_URL'])
  const token = readToken(env)
  if (token === null)
    throw new AppError(
      'account.key',
      'The runcomfy engine needs a key. Put it into the environment as RUNCOMFY_API_TOKEN, or run on --engine practice.',
    )
  return { api, token, account: accountOf(api, token), close: () => Promise.resolve() }
}

/** Sixteen hexadecimal digits: enough to tell accounts apart, of no use to anybody else. */
const accountOf = (api: URL, token: string): string => hash('sha256', `${api.origin}\n${token}`).slice(0, 16)

/** The key in the environment, or null; what could be no header is no key. */
function readToken(env: Readonly<NodeJS.ProcessEnv>): string | null {
  const token = (env['RUNCOMFY_API_TOKEN'] ?? '').trim() || (env['RUNCOMFY_TOKEN'] ?? '').trim()
  return /^[\x21-\x7E]+$/.test(token) ? token : null
}
