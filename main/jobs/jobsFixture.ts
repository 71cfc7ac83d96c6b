import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import type { Assets, Clock, JobRequest, JobResult, JobUpdate, Origin, WireValue } from '#shared/services.ts'
import { headOf } from '#shared/services.ts'
import type { FakeClock } from '#shared/testing/fakeClock.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import type { Cancelled, Phase, Result, Status } from './jobClient.ts'
import type { JobClient } from './jobClient.ts'
import type { Outgoing } from './sendMedia.ts'
import { acme } from './mediaFixture.ts'
import type { JobsOptions, RemoteJobs } from './remoteJobs.ts'
import { createJobs } from './createJobs.ts'
import type { MemoryJobStore } from './jobStore.ts'
import { createMemoryJobStore } from './jobStore.ts'

/** The answers of a fake engine to one kind of call, in turn; the last one repeats. */
type Script<T> = readonly (T | AppError | ((of: string) => Promise<T>))[]

export interface EngineScript {
  readonly submit?: Script<string>
  readonly status?: Script<Status>
  readonly result?: Script<Result>
  readonly cancel?: Script<Cancelled>
  /** By address. */
  readonly files?: Readonly<Record<string, Script<string>>>
}

const phases: Readonly<Record<string, Phase>> = {
  in_queue: 'waiting',
  pending: 'waiting',
  waiting: 'waiting',
  in_progress: 'running',
  processing: 'running',
  completed: 'completed',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
}

/** The meaning of this engine's states. */
export const phaseOf = (word: string): Phase => phases[word] ?? 'unknown'

export const status = (word: string, queuePosition: number | null = null): Status => ({
  word,
  phase: phaseOf(word),
  queuePosition,
})

export const result = (word: string, details: Partial<Result> = {}): Result => ({
  word,
  phase: phaseOf(word),
  output: null,
  error: '',
  cost: null,
  took: null,
  ...details,
})

export const error = (code: ErrorCode, data: AppError['data'] = {}): AppError =>
  new AppError(code, `${code}.`, { data })

export const picture = 'https://outputs.runcomfy.net/1.png'
export const done: EngineScript = {
  submit: ['r1'],
  status: [status('in_queue', 1), status('in_progress'), status('completed')],
  result: [result('completed', { output: { image: picture }, cost: 0.01 })],
  files: { [picture]: ['picture one'] },
}

export const mediaOf = (text: string, kind: MediaKind = 'image'): Media => ({
  media: kind,
  sha256: createHash('sha256').update(text).digest('hex'),
  mime: 'image/png',
  bytes: text.length,
})

export const endpoint: Endpoint = {
  engine: 'acme',
  modelId: 'a/b',
  title: 'A',
  category: 'image',
  input: {},
  outputs: ['image'],
}

export const lighthouse = { prompt: 'a lighthouse' }

/** The media types that servers return for these extensions. */
const mimes: Readonly<Record<string, string>> = {
  glb: 'model/gltf-binary',
  zip: 'application/zip',
  bin: 'application/octet-stream',
}

/** Pictures that are sent as they are. */
export const asTheyAre =
  (assets: Pick<Assets, 'read'>): Outgoing =>
  (media) =>
    Promise.resolve({ media, isPlain: true, read: () => assets.read(media) })

type Waiter = Parameters<RemoteJobs['run']>[1]

/** A call that was made: its kind, its id or address, and its time. */
export type Called = readonly [call: string, of: string, at: number]

export interface SetUpOptions extends Partial<Omit<JobsOptions, 'clock'>> {
  /** Jobs of earlier processes that this one continues. */
  readonly left?: MemoryJobStore
  /** The start of this process, in wall-clock milliseconds. */
  readonly startsAt?: number
  readonly clock?: FakeClock
  /** Whether the file of an asset exists. */
  has?(media: Media): boolean
  /** A layer between the jobs and the engine. */
  through?(client: JobClient, clock: Clock): JobClient
}

/** A process with jobs and a fake engine, a clock that stands still and random numbers in the middle. */
export function setUp(script: EngineScript, given: SetUpOptions = {}) {
  const { left, startsAt = 0, has = () => true, through = (client) => client, ...rest } = given
  const { clock: bare = fakeClock(startsAt), ...options } = rest
  const { clock, sleepers } = countSleepers(bare)
  const engine = createFakeEngine(script, clock)
  const assets = createFakeAssets(has)
  const store = left ?? createMemoryJobStore()
  const states: string[] = []
  let replies = 0

  const jobs = createJobs({
    client: through(engine.client, clock),
    egress: {
      download: engine.download,
      isOwnOutput: (address) => address.startsWith('https://outputs.runcomfy.net/'),
    },
    assets,
    outgoing: asTheyAre(given.assets ?? assets),
    store: noteStates(store, states),
    clock,
    random: () => 0.5,
    newId: () => `job${store.all().length + 1}`,
    engine: 'acme',
    account: 'account',
    stopsRunningJobs: 'nothing',
    ...acme,
    ...options,
  })

  return {
    jobs,
    /** Starts a job; its outcome is in `end`. */
    start(input: Readonly<Record<string, WireValue>> = lighthouse, since?: number) {
      const request: JobRequest = { endpoint, input, run: 'run', node: `node${++replies}`, item: '0' }
      return wait((waiter) => jobs.run({ ...request, since }, waiter))
    },
    wait,
    clock,
    /** How many wait for time to pass. */
    sleepers,
    calls: engine.calls,
    assetsPut: assets.assetsPut,
    store,
    states,
    made: (call: string) => engine.calls.filter(([name]) => name === call),
    /** The state of the job that began last. */
    state: () => store.all().at(-1)?.phase.state,
  }
}

/** An engine that answers by a script, and its received requests. */
function createFakeEngine(script: EngineScript, clock: Clock) {
  const calls: Called[] = []
  const turns = new Map<string, number>()
  async function reply<T>(call: string, of: string, lines: Script<T> | undefined): Promise<T> {
    calls.push([call, of, clock.now()])
    const name = `${call} ${of}`
    const turn = turns.get(name) ?? 0
    turns.set(name, turn + 1)
    const line = lines?.[Math.min(turn, lines.length - 1)]
    if (line === undefined) throw new Error(`nobody expected ${name}`)
    if (line instanceof AppError) throw line
    // A script's values are never functions themselves.
    return typeof line === 'function' ? (line as (of: string) => Promise<T>)(of) : line
  }
  const client: JobClient = {
    async submit(modelId, _body, { signal } = {}) {
      if (signal?.aborted) throw signal.reason
      const requestId = await reply('submit', modelId, script.submit)
      return { requestId, statusUrl: null, resultUrl: null, cancelUrl: null }
    },
    status: ({ requestId }, { signal } = {}) =>
      unless(signal, () => reply('status', requestId, script.status)),
    result: ({ requestId }, { signal } = {}) =>
      unless(signal, () => reply('result', requestId, script.result)),
    cancel: ({ requestId }) => reply('cancel', requestId, script.cancel),
  }
  const download: JobsOptions['egress']['download'] = async (address, { signal }) => {
    const text = await unless(signal, () => reply('download', address, script.files?.[address]))
    const ending = address.slice(address.lastIndexOf('.') + 1)
    return { bytes: Buffer.from(text), mime: mimes[ending] ?? 'image/png' }
  }
  return { calls, client, download }
}

/** Assets that are not stored, and a record of them. */
function createFakeAssets(has: (media: Media) => boolean) {
  const assetsPut: [text: string, kind: MediaKind, origin: Origin][] = []
  const put: JobsOptions['assets']['put'] = async (bytes, kind, origin, details = {}) => {
    const text = Buffer.from(headOf(bytes)).toString()
    if (/^(broken|no picture)/.test(text) && kind !== 'file') throw error('picture.broken')
    assetsPut.push([text, kind, origin])
    return kind === 'file' ? { ...mediaOf(text, kind), ...details } : mediaOf(text, kind)
  }
  const read = (media: Media) => Promise.resolve(Buffer.from(`bytes of ${media.sha256.slice(0, 4)}`))
  return { assetsPut, put, read, has }
}

/** The store, which records each stored state in `states`. */
const noteStates = (store: MemoryJobStore, states: string[]): MemoryJobStore => ({
  ...store,
  add(job, body) {
    states.push(job.phase.state)
    store.add(job, body)
  },
  save(job) {
    states.push(job.phase.state)
    store.save(job)
  },
})

/** Waits for a job; its outcome is in `end`. */
function wait(begin: (waiter: Waiter) => Promise<JobResult>) {
  const controller = new AbortController()
  const updates: JobUpdate[] = []
  let end: { result: JobResult } | { thrown: unknown } | null = null
  begin({ signal: controller.signal, onUpdate: (update) => updates.push(update) }).then(
    (made) => (end = { result: made }),
    (thrown: unknown) => (end = { thrown }),
  )
  return {
    updates,
    abort: () => controller.abort(new AppError('cancelled', 'enough')),
    /** Its outcome, or null while it is running. */
    end: () => end,
    /** The error it ended with. */
    failure(): AppError {
      if (end !== null && 'thrown' in end && end.thrown instanceof AppError) return end.thrown
      throw new Error(`ended otherwise: ${inspect(end)}`)
    },
    words: () => updates.map((update) => update.status),
  }
}

/** A call that can be cancelled, even in the middle. */
async function unless<T>(signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
  if (signal?.aborted) throw signal.reason
  const { promise: off, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(signal?.reason as Error)
  signal?.addEventListener('abort', abort)
  try {
    return await Promise.race([call(), off])
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

function countSleepers(bare: FakeClock): { readonly clock: FakeClock; sleepers(): number } {
  let asleep = 0
  const sleep: FakeClock['sleep'] = async (milliseconds, signal) => {
    asleep++
    try {
      await bare.sleep(milliseconds, signal)
    } finally {
      asleep--
    }
  }
  return { clock: { ...bare, sleep }, sleepers: () => asleep }
}
