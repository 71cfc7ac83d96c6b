import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import type { HostEvent, Input, Output, RequestName } from '#shared/api/contract.ts'
import { serve } from '#shared/api/serve.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import type { FakeClock } from '#shared/testing/fakeClock.ts'
import type { FakeResults } from '#shared/testing/fakeServices.ts'
import { fakeResults, fakeServices } from '#shared/testing/fakeServices.ts'
import { testNodes } from '#shared/testing/nodeTypes.ts'
import { AppError } from '#shared/errors.ts'
import type { Values } from '#shared/ports/value.ts'
import { createBucketInUse } from '../../uploads/bucket/bucketInUse.ts'
import { openBucketKeys } from '../../uploads/bucket/bucketKeys.ts'
import type { AttachedEngine } from '../engines/attachEngine.ts'
import { watchJobs } from '../../jobs/watchedJobs.ts'
import type { Refusal } from '../../jobs/refusal.ts'
import { createRefusal } from '../../jobs/refusal.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import type { EngineDefinition } from '../../engines/engine.ts'
import runcomfy from '../../engines/runcomfy/engine.ts'
import type { Library } from '../../library/openLibrary.ts'
import { createThreads } from '../../assets/workers/createThreads.ts'
import { createWorkers } from '../../assets/workers/createWorkers.ts'
import { createAssets } from '../../assets/assets.ts'
import { createCachedCatalogue } from '../../library/cachedCatalogue.ts'
import { openDatabase } from '../../library/database.ts'
import { createJobRows } from '../../library/jobRows.ts'
import { createOrigins } from '../../library/origins.ts'
import { createRuns } from '../../library/runs.ts'
import type { Confirm } from '../settings/addressChecks.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { createCatalogue } from '../catalogue/catalogue.ts'
import type { Session } from '../createSession.ts'
import { createSession } from '../createSession.ts'
import { openConfiguredEngines } from '../engines/configuredEngines.ts'
import { createEngines } from '../engines/engines.ts'
import type { GivenMode } from '../settings/givenMode.ts'
import { withGivenMode } from '../settings/givenMode.ts'
import { openSettings } from '../settings/settings.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'

/** A session with a library of its own, engines that do nothing, and a clock that stands still. */
export interface TestSession {
  readonly home: string
  readonly library: Library
  readonly clock: FakeClock
  readonly catalogue: Catalogue
  readonly events: HostEvent[]
  /** As programs of the same user reach it. */
  readonly local: Session['local']
  subscribe: Session['subscribe']
  /** The accounts of the engines that were attached, in order, and of those that are closed. */
  readonly attached: string[]
  readonly closed: string[]
  /** Sends requests like a page: input and output are validated by the contract. */
  request<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>>
  /** Lets a frame pass, so that batched events are sent. */
  frame(): Promise<void>
  receive(pieces: AsyncIterable<Uint8Array>): Promise<string>
  /** Uploads a file, as a page does. */
  upload(bytes: Uint8Array): Promise<string>
  /** Something in the folder of workflows has changed: resolves when that was checked. */
  look(): Promise<void>
  /** Ends this session like a kill, without notifying its runs, and opens another one with the same library. */
  restart(): Promise<TestSession>
  close(): Promise<void>
}

export interface TestSessionOptions {
  readonly home?: string
  readonly clock?: FakeClock
  readonly nodes?: readonly NodeType[]
  /** Endpoints that come with the product; none by default. */
  readonly endpoints?: readonly Endpoint[]
  readonly env?: Readonly<NodeJS.ProcessEnv>
  /** `settings`: uses the address of the settings, as without one in the environment. */
  readonly address?: 'settings'
  readonly confirm?: Confirm
  readonly jobs?: AttachedEngine['jobs']
  /** Every engine; RunComfy by default. */
  readonly definitions?: readonly EngineDefinition[]
  readonly given?: GivenMode
  /** By live engine; for RunComfy if it is one. */
  readonly refusal?: Refusal | Readonly<Record<EngineId, Refusal>>
  /** In dollars, by endpoint. */
  readonly prices?: Readonly<Record<string, number>>
  /** What every live engine says about unit prices; nothing by default. */
  readonly unitPrices?: AttachedEngine['unitPrices']
  /** What every engine would not take of an input; nothing by default. */
  readonly checkFiles?: (input: Values) => AppError | null
  /** Cached results. */
  readonly results?: FakeResults
  readonly log?: Log
}

export async function testSession(options: TestSessionOptions = {}): Promise<TestSession> {
  const { home = testFolder(), clock = fakeClock(), nodes = [], env = {}, results = fakeResults() } = options
  const database = openDatabase({ home, writer: true })
  const origins = createOrigins(database, () => clock.now())
  // Threads start with their first work: most tests have none.
  const workers = createWorkers({ threads: 1 })
  const jobs = watchJobs(createJobRows(database, () => clock.now()))
  const library: Library = {
    home,
    database,
    clock,
    log: options.log ?? silentLog,
    runs: createRuns(database),
    store: jobs.store,
    watchJobs: jobs.watch,
    bodies: { close: () => Promise.resolve() },
    workers,
    threads: createThreads({ workers, origins, home }),
    assets: ({ folder }) =>
      createAssets({
        home,
        workflowFolder: folder,
        download: (url) => Promise.reject(new Error(url)),
        origins,
      }),
    close() {
      void workers.close()
      database.close()
    },
  }
  // Nobody by default: nothing leaves this machine.
  const engine = options.address === 'settings' ? env : { PATCHBAY_API_URL: 'http://127.0.0.1:1', ...env }
  const { given = { mode: null, only: null } } = options
  const settings = withGivenMode(await openSettings(join(home, 'settings.json')), given.mode)
  const configured = await openConfiguredEngines({
    definitions: options.definitions ?? [runcomfy],
    home,
    env: engine,
    settings,
  })
  const bucketKeys = await openBucketKeys(join(home, 'bucket-keys'), env)
  const attached: string[] = []
  const closed: string[] = []
  let opened = 0
  let changed = (): void => {}

  const attach = (id: EngineId, mode: Mode): Promise<AttachedEngine> => {
    if (mode === 'live') {
      const { address, key } = configured.get(id)
      if (key.get(address.origin()) === null)
        return Promise.reject(new AppError('account.key', `There is no key for ${id}.`))
    }
    const account = mode === 'practice' ? 'practice' : `${id}-${++opened}`
    attached.push(account)
    return Promise.resolve({
      id,
      title: id,
      account,
      jobs: options.jobs ?? noJobs,
      refusal: (mode === 'live' ? refusalOf(id, options.refusal) : undefined) ?? createRefusal(),
      findsLostSubmits: false,
      usualCost: (modelId) => options.prices?.[modelId] ?? null,
      checkFiles: (input) => Promise.resolve(options.checkFiles?.(input) ?? null),
      unitPrices: mode === 'live' ? (options.unitPrices ?? null) : null,
      download: (url) => Promise.reject(new Error(url)),
      isOwnOutput: () => false,
      close: () => Promise.resolve(void closed.push(account)),
    })
  }

  const catalogue = createCatalogue({
    types: [...testNodes, ...nodes],
    endpoints: options.endpoints ?? [],
    cached: createCachedCatalogue(database),
    now: () => clock.now(),
    log: library.log,
  })
  let ids = 0
  const session = await createSession({
    library,
    engines: createEngines({
      identify: configured.identify,
      attach,
    }),
    services: ({ folder }) => fakeServices({ clock, results, assets: library.assets({ folder }) }),
    configured,
    only: given.only,
    settings,
    bucketKeys,
    secrets: () => [...configured.secrets(), ...bucketKeys.all().flatMap((text) => text.split(':'))],
    catalogue,
    bucket: createBucketInUse(env, settings),
    confirm: options.confirm ?? null,
    version: '1.2.3',
    diagnose: () => Promise.resolve('No problems found.'),
    random: () => 0.5,
    newId: () => `id-${++ids}-${clock.now()}`,
    out: join(home, 'pictures'),
    watch(folder, call) {
      mkdirSync(folder, { recursive: true })
      changed = call
      return () => {}
    },
  })
  const events: HostEvent[] = []
  session.subscribe((event) => events.push(event))
  let over = false
  const close = async (): Promise<void> => {
    if (!over) await session.close()
    over = true
  }
  onTestFinished(close)
  return {
    home,
    library,
    clock,
    catalogue,
    events,
    local: session.local,
    subscribe: (listener) => session.subscribe(listener),
    receive: session.receive,
    upload: (bytes) => session.receive(Readable.from([Buffer.from(bytes)])),
    attached,
    closed,
    // The cast: `serve` has just validated it.
    request: async (name, input) => (await serve(session.handlers, name, input)) as Output<typeof name>,
    frame: () => clock.advance(16),
    async look() {
      changed()
      // One act at a time: when this one has had its turn, so had the check.
      await session.handlers['workflow.list']({})
    },
    async restart() {
      await close()
      return testSession({ ...options, home, clock, results })
    },
    close,
  }
}

const refusalOf = (id: EngineId, given: TestSessionOptions['refusal']): Refusal | undefined =>
  isRefusal(given) ? (id === runcomfy.id ? given : undefined) : given?.[id]

// A table of refusals has engines, none of which is called so.
const isRefusal = (given: TestSessionOptions['refusal']): given is Refusal =>
  given !== undefined && 'subscribe' in given

const noJobs: AttachedEngine['jobs'] = {
  run: () => Promise.reject(new AppError('internal', 'this test has no jobs')),
  settle: () => Promise.reject(new AppError('internal', 'this test has no jobs')),
  refresh: () => Promise.reject(new AppError('internal', 'this test has no jobs')),
  examine: () => Promise.reject(new AppError('internal', 'this test has no jobs')),
  detach: () => Promise.reject(new AppError('internal', 'this test has no jobs')),
  find: () => Promise.reject(new AppError('internal', 'this test has no jobs')),
  stored: () => false,
  recover: () => Promise.resolve(),
  close: () => Promise.resolve(),
}
