import type { JobResult, WireValue } from '#shared/services.ts'
import { headOf } from '#shared/services.ts'
import type { FakeClock } from '#shared/testing/fakeClock.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import type { RemoteJobs } from './remoteJobs.ts'
import { createJobs } from './createJobs.ts'
import { allowAgain, attachRequest } from './decide.ts'
import type { FakeEngine, FakeEngineOptions } from './engineFixture.ts'
import { createFakeEngine } from './engineFixture.ts'
import type { JobClient, SubmitQuery } from './jobClient.ts'
import { endpoint, mediaOf } from './jobsFixture.ts'
import { payer } from './leftFixture.ts'
import { acme } from './mediaFixture.ts'
import type { JobStore, MemoryJobStore } from './jobStore.ts'
import { createMemoryJobStore, openStates } from './jobStore.ts'

/** The state that outlives every process. */
export interface ProcessFixture {
  readonly clock: FakeClock
  readonly engine: FakeEngine
  readonly store: MemoryJobStore
  /** The downloaded files, by SHA-256. */
  readonly files: Set<string>
}

export function createProcessFixture(options: Partial<FakeEngineOptions> = {}): ProcessFixture {
  const clock = fakeClock(0)
  const engine = createFakeEngine({ clock, befall: () => null, queue: 1000, duration: 3000, ...options })
  return { clock, engine, store: createMemoryJobStore(), files: new Set() }
}

/** How the store fails a process: from its write number `at` on, or only there; the write itself may have been done. */
export interface BadStore {
  readonly at: number
  readonly lasting: boolean
  readonly written: boolean
}

export interface ProcessOptions {
  /** Killed when it is about to cross this boundary: there are two at each of its effects, before and after. */
  readonly killedAt?: number
  readonly badStore?: BadStore
}

export type End = { readonly result: JobResult } | { readonly thrown: unknown }

export interface Process {
  readonly jobs: RemoteJobs
  /** Ends it at once. */
  kill(): void
  /** How many boundaries it has crossed, or would have. */
  borders(): number
  /** The number of its writes to the store. */
  writes(): number
  /** Runs a job. Its outcome, or null while it is running, and forever if the process was killed. */
  run(input: Readonly<Record<string, WireValue>>): { end(): End | null; abort(): void }
}

/** A process in which every external effect can be its last act. A killed one never gets any further. */
export function startProcess(
  fixture: ProcessFixture,
  { killedAt = Infinity, badStore }: ProcessOptions = {},
): Process {
  const { clock, engine, store, files } = fixture
  let last = killedAt
  let borders = 0
  let writes = 0
  const border = (): Promise<void> => (borders++ < last ? Promise.resolve() : new Promise(() => {}))
  /** Performs an external effect immediately if the process is still alive: like a synchronous store. */
  async function cross<T>(effect: () => T | Promise<T>): Promise<T> {
    const before = border()
    if (borders > last) await before
    const [end] = await Promise.allSettled([(async () => effect())()])
    await border()
    if (end.status === 'fulfilled') return end.value
    throw end.reason
  }
  const write = (effect: () => void): Promise<void> =>
    cross(() => {
      const index = writes++
      const fails =
        badStore !== undefined && (badStore.lasting ? index >= badStore.at : index === badStore.at)
      if (!fails || badStore.written) effect()
      if (fails) throw new Error('disk full')
    })
  const wrapped: JobStore = {
    ...store,
    add: (job, body) => write(() => store.add(job, body)),
    save: (job) => write(() => store.save(job)),
  }
  const jobs = createJobs({
    client: crossing(engine.client, cross),
    egress: {
      download: (...call) => cross(() => engine.download(...call)),
      isOwnOutput: () => false,
    },
    assets: {
      put: (bytes, kind) =>
        cross(() => {
          const media = mediaOf(Buffer.from(headOf(bytes)).toString(), kind)
          files.add(media.sha256)
          return media
        }),
      read: () => Promise.reject(new Error('no job here has a picture')),
      has: ({ sha256 }) => files.has(sha256),
    },
    outgoing: () => Promise.reject(new Error('no job here has a picture')),
    store: wrapped,
    clock,
    random: () => 0.5,
    newId: () => `job${store.all().length + 1}`,
    ...payer,
    stopsRunningJobs: 'nothing',
    ...acme,
  })
  return {
    jobs,
    kill: () => void (last = Math.min(last, borders)),
    borders: () => borders,
    writes: () => writes,
    run(input) {
      const controller = new AbortController()
      let end: End | null = null
      jobs
        .run(
          { endpoint, input, run: 'run', node: 'node', item: '0' },
          { signal: controller.signal, onUpdate: () => {} },
        )
        .then(
          (made) => (end = { result: made }),
          (thrown: unknown) => (end = { thrown }),
        )
      return { end: () => end, abort: () => controller.abort(new Error('enough')) }
    },
  }
}

type Cross = <T>(effect: () => T | Promise<T>) => Promise<T>

/** The engine's client, each call an external effect. */
const crossing = (client: JobClient, cross: Cross): JobClient => ({
  submit: (...call) => cross(() => client.submit(...call)),
  status: (...call) => cross(() => client.status(...call)),
  result: (...call) => cross(() => client.result(...call)),
  cancel: (...call) => cross(() => client.cancel(...call)),
  ...(client.findSubmits && {
    findSubmits: (query: SubmitQuery) => cross(() => client.findSubmits?.(query) ?? []),
  }),
})

/** The user looks up each unknown job, and settles it. */
export async function resolveUnknown({ store, engine }: ProcessFixture): Promise<void> {
  for (const job of store.list({ states: ['unknown'] })) {
    const sent = Buffer.from(store.body(job.facts.id) ?? []).toString()
    const free = [null, job.facts.id]
    const request = engine.ledger.find(
      ({ body, requestId }) => body === sent && free.includes(store.ownerOf(requestId, payer)),
    )
    if (request === undefined) await allowAgain(store, job)
    else await attachRequest(store, job, request.requestId)
  }
}

/** What has gone wrong so far; always expected to be empty. */
export function faultsOf({ store, engine }: ProcessFixture): readonly string[] {
  const bodies = new Set(engine.ledger.map(({ body }) => body))
  const charges = (body: string): number =>
    engine.ledger.filter((accepted) => accepted.body === body && !accepted.cancelled).length
  const unsettled = store
    .list({ states: ['submitting', 'unknown'] })
    .map(({ facts }) => Buffer.from(store.body(facts.id) ?? []).toString())
  return [
    ...[...bodies].filter((body) => charges(body) > 1).map((body) => `paid twice: ${body}`),
    ...engine.ledger
      .filter(({ requestId, body }) => store.ownerOf(requestId, payer) === null && !unsettled.includes(body))
      .map(({ requestId }) => `lost: ${requestId}`),
  ]
}

/** Unknown jobs whose request the engine has, and no job: a listing would have shown it. */
export const findable = ({ store, engine }: ProcessFixture): readonly string[] =>
  store.list({ states: ['unknown'] }).flatMap(({ facts }) => {
    const sent = Buffer.from(store.body(facts.id) ?? []).toString()
    const free = engine.ledger.filter(
      ({ body, requestId }) => body === sent && store.ownerOf(requestId, payer) === null,
    )
    return free.length > 0 ? [facts.id] : []
  })

/** Jobs that were not brought to an end. */
export const stuck = ({ store }: ProcessFixture): readonly string[] =>
  store.list({ states: openStates }).map(({ facts, phase }) => `${facts.id} is ${phase.state}`)
