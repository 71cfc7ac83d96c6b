import { hash } from 'node:crypto'
import { loadPart } from '../../platform/loadPart.ts'
import { join } from 'node:path'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import type { EngineDefinition, PracticeSetting } from '../../engines/engine.ts'
import { practiceAccount } from '../../jobs/job.ts'
import type { ConfiguredEngine } from './configuredEngines.ts'
import { servedEndpoints } from './servedEndpoints.ts'

/** The destination of jobs, and who pays for them. */
export interface Engine {
  readonly definition: EngineDefinition
  readonly base: URL
  /** Never leaves this process except to the engine. */
  readonly token: string | null
  /** A fingerprint of the account that pays; it does not reveal the key. */
  readonly account: string
  close(): Promise<void>
}

/** The engine itself, with its key. Throws `account.key` or `egress.refused`. */
export function openLive({ definition, address, key }: ConfiguredEngine): Engine {
  const base = address.url()
  const token = key.get(base.origin)
  if (token === null) throw noKeyFor(definition, base)
  return { definition, base, token, account: accountOf(base, token), close: () => Promise.resolve() }
}

export interface PracticeOptions extends Pick<PracticeSetting, 'pace' | 'workers'> {
  /** The library's folder. */
  readonly home: string
  /** Those of every engine. */
  readonly endpoints: readonly Endpoint[]
}

/** An emulation of the engine, started here. Nothing is paid, and the engine itself is never called. */
export async function openPractice(
  definition: EngineDefinition,
  { endpoints, home, ...setting }: PracticeOptions,
): Promise<Engine> {
  const own = endpoints.filter(({ engine }) => engine === definition.id)
  const server = await loadPart(() =>
    definition.practice.start({
      ...setting,
      endpoints: servedEndpoints(own),
      folder: join(home, definition.practice.folder),
    }),
  )
  return {
    definition,
    base: new URL(server.url),
    token: null,
    account: practiceAccount,
    close: () => server.close(),
  }
}

/** A key belongs to one origin: for another address there is none until it is entered for that one. */
export const noKeyFor = ({ id, title }: EngineDefinition, api: URL): AppError =>
  new AppError(
    'account.key',
    `There is no key for ${title} at ${api.host}. Enter one for this address, or practise, which is free.`,
    { data: { origin: api.origin, engine: id } },
  )

/** Sixteen hexadecimal digits: enough to distinguish accounts, useless to anybody else. */
export const accountOf = (api: URL, token: string): string =>
  hash('sha256', `${api.origin}\n${token}`).slice(0, 16)
