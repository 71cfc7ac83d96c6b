import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { FalConnection } from '#main/engines/fal/connect.ts'
import fal from '#main/engines/fal/engine.ts'
import { connectFal } from '#main/engines/fal/connect.ts'
import { createJobs } from '#main/jobs/createJobs.ts'
import type { JobClient } from '#main/jobs/jobClient.ts'
import type { MemoryJobStore } from '#main/jobs/jobStore.ts'
import { createMemoryJobStore } from '#main/jobs/jobStore.ts'
import { createClock } from '#main/platform/clock.ts'
import { endpoints } from '#nodes/endpoints.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Clock, JobRequest, JobResult, WireValue } from '#shared/services.ts'

/** The product's endpoints of fal. */
export const falEndpoints: readonly Endpoint[] = endpoints.filter(({ engine }) => engine === 'fal')

export function endpointOf(modelId: string): Endpoint {
  const found = falEndpoints.find((one) => one.modelId === modelId)
  if (found === undefined) throw new Error(`there is no ${modelId}`)
  return found
}

/** Assets in memory: what was uploaded, and what came. */
function createAssets() {
  const stored = new Map<string, Uint8Array>()
  const add = (bytes: Uint8Array, media: Media['media'], mime: string): Media => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    stored.set(sha256, bytes)
    return { media, sha256, mime, bytes: bytes.length, width: 64, height: 48 }
  }
  return {
    add,
    put: async (content: unknown, kind: Media['media']): Promise<Media> =>
      add(content instanceof Uint8Array ? content : new Uint8Array(1), kind, 'image/png'),
    read: async ({ sha256 }: Media): Promise<Uint8Array> => stored.get(sha256) ?? new Uint8Array(),
  }
}

export interface FalJobs {
  readonly connection: FalConnection
  readonly assets: ReturnType<typeof createAssets>
  readonly store: MemoryJobStore
  run(modelId: string, input: Readonly<Record<string, WireValue>>, signal?: AbortSignal): Promise<JobResult>
  close(): Promise<void>
}

export interface FalJobsOptions {
  readonly url: string
  readonly key: string
  readonly clock?: Clock
  /** Jobs of an earlier process. */
  readonly store?: MemoryJobStore
  /** A layer between the jobs and the client. */
  through?(client: JobClient): JobClient
}

/** Jobs with the client of fal, without a library; closed when the test has ended. */
export function startFalJobs({
  url,
  key,
  clock = createClock(),
  store = createMemoryJobStore(),
  through = (client) => client,
}: FalJobsOptions): FalJobs {
  const connection = connectFal({ base: new URL(url), token: () => key, clock })
  const assets = createAssets()
  const jobs = createJobs({
    client: through(connection.client),
    egress: connection,
    assets,
    outgoing: async (media) => ({ media, isPlain: true, read: () => assets.read(media) }),
    uploads: async () => connection.uploads,
    store,
    clock,
    random: () => 0.5,
    newId: () => `job-${store.all().length + 1}`,
    engine: 'fal',
    account: 'account',
    stopsRunningJobs: 'requested',
    title: fal.title,
    limits: fal.media,
  })
  const close = async (): Promise<void> => {
    await jobs.close()
    connection.close()
  }
  onTestFinished(close)
  return {
    connection,
    assets,
    store,
    run(modelId, input, signal = new AbortController().signal) {
      const request: JobRequest = {
        endpoint: endpointOf(modelId),
        input,
        run: 'run',
        node: 'node',
        item: '0',
      }
      return jobs.run(request, { signal, onUpdate: () => {} })
    },
    close,
  }
}
