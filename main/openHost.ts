import { hash, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Endpoint } from '#shared/endpoint/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import type { Media, Values } from '#shared/ports/value.ts'
import type { Results, Services } from '#shared/services.ts'
import { createJobs } from './jobs/createJobs.ts'
import { createMemoryJobStore } from './jobs/jobStore.ts'
import { startPractice } from './practice/practice.ts'
import { createClient } from './runcomfy/client.ts'
import { createAssets } from './services/assets.ts'
import { createClock } from './services/clock.ts'
import { readApiUrl } from './services/egress/apiUrl.ts'
import { createEgress } from './services/egress.ts'
import { createFiles } from './services/files.ts'
import { homeFolder } from './services/home.ts'
import { createImages } from './services/images.ts'

export interface HostOptions {
  readonly engine: 'practice' | 'runcomfy'
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** What the practice engine serves. */
  readonly endpoints: readonly Endpoint[]
  /** Where pictures are saved. */
  readonly out: string
  /** Where the files that a workflow names lie. */
  readonly workflowFolder: string
  /** Files that the person named, wherever they lie. */
  readonly trusted: readonly string[]
}

/** The services of one library and one engine, ready to run. */
export interface Host {
  readonly services: Services
  /** Where an asset's file lies. */
  pathOf(media: Media): string
  /** In words: what goes on at the engine after a cancel. */
  stillRunning(): readonly string[]
  close(): Promise<void>
}

/**
 * Opens the library in `PATCHBAY_HOME` and the engine that was asked for: RunComfy with the key from the environment, or
 * the practice engine, started here. Rejects with `account.key`, `egress.refused`, `file.unwritable`.
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const { env } = options
  const home = homeFolder(env)
  makeFolder(home)
  const engine = await openEngine(options, home)
  const clock = createClock()
  const egress = createEgress({ api: engine.api, token: () => engine.token })
  const trusted = new Set(options.trusted)
  const assets = createAssets({
    home,
    workflowFolder: options.workflowFolder,
    download: async (url) => (await egress.download(url, { policy: 'picture' })).bytes,
    trusted: (path) => trusted.has(path),
  })
  const goingOn = new Map<string, string>()
  const jobs = createJobs({
    client: createClient({ egress, clock }),
    egress,
    assets,
    store: createMemoryJobStore(),
    clock,
    random: Math.random,
    newId: randomUUID,
    account: engine.account,
  })
  return {
    services: {
      clock,
      assets,
      images: createImages(assets),
      files: createFiles({ out: options.out, assets }),
      jobs: {
        run: (request, { signal, onUpdate }) =>
          jobs.run(request, {
            signal,
            onUpdate(update) {
              if (update.status === 'not_cancellable') goingOn.set(update.requestId ?? '', request.node)
              onUpdate(update)
            },
          }),
      },
      results: createMemoryResults(),
      digest: (text) => hash('sha256', text),
    },
    pathOf: (media) => assets.pathOf(media),
    stillRunning: () =>
      [...goingOn].map(
        ([requestId, node]) => `The job of ${node} had begun and goes on at the engine: request ${requestId}.`,
      ),
    async close() {
      egress.close()
      await engine.close()
    },
  }
}

interface Engine {
  readonly api: URL
  readonly token: string | null
  readonly account: string
  close(): Promise<void>
}

async function openEngine({ engine, env, endpoints }: HostOptions, home: string): Promise<Engine> {
  if (engine === 'practice') {
    const practice = await startPractice({ endpoints, pace: 'fast', workers: 4, folder: join(home, 'practice') })
    return { api: new URL(practice.url), token: null, account: 'practice', close: () => practice.close() }
  }
  const api = readApiUrl(env['PATCHBAY_API_URL'])
  const token = readToken(env)
  if (token === null)
    throw new AppError(
      'account.key',
      'The runcomfy engine needs a key. Put it into the environment as RUNCOMFY_API_TOKEN, or run on --engine practice.',
    )
  const account = hash('sha256', `${api.origin}\n${token}`).slice(0, 16)
  return { api, token, account, close: () => Promise.resolve() }
}

/** The key in the environment, or null; what is no header value is no key. */
function readToken(env: Readonly<NodeJS.ProcessEnv>): string | null {
  const token = (env['RUNCOMFY_API_TOKEN'] ?? '').trim() || (env['RUNCOMFY_TOKEN'] ?? '').trim()
  return /^[\x21-\x7E]+$/.test(token) ? token : null
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    throw new AppError('file.unwritable', `The folder of the library cannot be made: ${path}.`, { cause: thrown })
  }
}

function createMemoryResults(): Results {
  const known = new Map<string, Values>()
  return { find: (key) => known.get(key), keep: (key, outputs) => void known.set(key, outputs) }
}
