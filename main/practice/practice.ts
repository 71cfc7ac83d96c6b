import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { ApiName } from './apiName.ts'
import { systemClock } from './requests/clock.ts'
import type { PracticeClock } from './requests/clock.ts'
import type { OrderSchema } from './draw/index.ts'
import type { PracticeEndpoint } from './validate/endpoint.ts'
import { makesOf } from './validate/endpoint.ts'
import { createFaultPlan } from './faults/faultPlan.ts'
import type { FaultOrder } from './faults/fault.ts'
import { Fault } from './faults/fault.ts'
import type { Pace } from './pace.ts'
import { paceOf, readPace } from './pace.ts'
import { createHostedInputs } from './pictures/hostedInputs.ts'
import { createUploads } from './pictures/uploads.ts'
import { createPictureStore } from './pictures/pictureStore.ts'
import type { Journal } from './requests/journal.ts'
import { listen } from './server/listen.ts'
import { ledgerOf, openJournal, replay } from './requests/journal.ts'
import { createGates } from './requests/gates.ts'
import type { Queue } from './requests/queue.ts'
import { createQueue } from './requests/queue.ts'
import type { LedgerEntry, PracticeRequest } from './requests/request.ts'
import type { Control } from './server/control.ts'
import { createControl } from './server/control.ts'
import { createCounts } from './server/counts.ts'
import type { PracticeContext } from './server/context.ts'
import { falApi } from './fal/api.ts'
import { runcomfyApi } from './runcomfy/api.ts'
import type { Capabilities } from './server/capabilities.ts'
import type { PracticeApi } from './server/api.ts'
import { deliver } from './server/deliver.ts'
import type { ServeContext } from './server/serve.ts'
import { serve } from './server/serve.ts'
import { createWatch } from './server/watch.ts'
import type { Fields } from './validate/rule.ts'
import { readFields } from './validate/rule.ts'

const none: Capabilities = {
  idempotencyKey: false,
  listing: null,
  quote: false,
  actualCost: true,
  upload: false,
  stopsRunningJobs: false,
}

interface EmulatedApi {
  readonly api: PracticeApi
  readonly capabilities: Capabilities
  /** Clients store its addresses: an engine that is started again on a folder listens at the same port, if it can. */
  readonly followed: boolean
}

/** The APIs that the engine emulates, and what each can do by default. */
const apis = {
  runcomfy: { api: runcomfyApi, capabilities: none, followed: false },
  fal: {
    api: falApi,
    followed: true,
    capabilities: { ...none, listing: 'accepted', quote: true, upload: true, stopsRunningJobs: true },
  },
} satisfies { readonly [name in ApiName]: EmulatedApi }

export interface PracticeOptions {
  /** The API that is emulated; RunComfy's Model API by default. */
  readonly api?: ApiName
  /** What it can do, where that differs from the API. */
  readonly capabilities?: Partial<Capabilities>
  /** The served endpoints, with any schemas: an unreadable one accepts anything. */
  readonly endpoints: readonly PracticeEndpoint[]
  /** On 127.0.0.1; 0 (the default) is any free port. */
  readonly port?: number
  /** How long requests take; `real`, a few seconds, by default. */
  readonly pace?: Pace
  /** The token that calls must have; null (the default) requires none. */
  readonly token?: string | null
  /** How many requests are worked on in parallel, at least 1; 2 by default. */
  readonly workers?: number
  /**
   * The folder for accepted requests and their input pictures, so that a restarted engine still knows them; null (the
   * default) keeps them in memory. One engine at a time may use a folder.
   */
  readonly folder?: string | null
  /** Faults that are active from the start. */
  readonly faults?: readonly FaultOrder[]
  readonly clock?: PracticeClock
  /** Creates the id of a request: 1–128 of `A–Z a–z 0–9 _ -`. */
  readonly newRequestId?: () => string
}

/**
 * A practice engine that is listening.
 *
 * What tests steer and question it by is answered on loopback without a token, bodies and answers in JSON:
 *
 * | call                                               | answer                                                     |
 * | -------------------------------------------------- | ---------------------------------------------------------- |
 * | `GET /practice/ledger`                             | `{ ledger }`, the accepted submits                         |
 * | `GET /practice/counts`                             | how many calls of each kind have arrived                   |
 * | `GET`, `POST { faults }`, `DELETE /practice/faults` | `{ faults }`, those on order                              |
 * | `GET /practice/holds`                              | `Holds`: the gates, and the requests that they hold        |
 * | `POST /practice/holds { state, model? }`           | `hold`, answered with the `Holds`                          |
 * | `DELETE /practice/holds`                           | `release` of everything, answered with the `Holds`         |
 * | `POST /practice/release { request }` or `{ state }` | `release`, with the `Holds`; 404 when that is not held    |
 * | `GET /practice/reached?state=…&count=…&model=…&request=…` | `{ requests }`, when so many have reached the state |
 * | `GET /practice/arrived?call=…&count=…&request=…`   | `{ count }`, when so many calls have arrived               |
 *
 * The last two are answered when it is so, however long that takes; of the query only the first word is required.
 * What is malformed is refused with 422.
 */
export interface Practice extends Control {
  /** `http://127.0.0.1:port`, the base of every call, the balance included. */
  readonly url: string
  /** The submits accepted so far, oldest first; it grows. */
  readonly ledger: readonly LedgerEntry[]
  /** Adds faults. Throws a `ZodError` when one is malformed. */
  addFaults(faults: readonly FaultOrder[]): void
  clearFaults(): void
  /**
   * Ends every connection and stops listening. Unfinished requests are taken up by the next engine with the same
   * folder.
   */
  close(): Promise<void>
}

/** Starts a practice engine. Rejects with Node's error when the port is not available. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const { endpoints, clock = systemClock, folder = null, token = null } = options
  const fields = new Map(
    endpoints.map(({ modelId, input, fields: given }): [string, Fields] => [
      modelId,
      readFields(input, given),
    ]),
  )
  const { api, capabilities, followed } = apis[options.api ?? 'runcomfy']
  const faults = createFaultPlan()
  const addFaults = (orders: readonly FaultOrder[]): void => faults.add(Fault.array().parse(orders))
  addFaults(options.faults ?? [])

  const journal = openJournal(folder)
  const inputs = createHostedInputs(folder)
  const work = createWork(options, clock, journal, inputs)
  const { queue, watch, control } = work
  const ledger: LedgerEntry[] = [...ledgerOf(journal.lines)]

  // An import would load the whole module: see main/platform/http.ts.
  const server = process.getBuiltinModule('node:http').createServer()
  const url = await listen(server, options.port ?? 0, followed ? folder : null)
  const context: ServeContext = {
    ...work,
    url,
    api,
    capabilities: { ...capabilities, ...options.capabilities },
    uploads: createUploads(inputs),
    token,
    endpoints,
    clock,
    inputs,
    faults,
    ledger,
    fieldsOf: (modelId) => fields.get(modelId) ?? null,
    newRequestId: options.newRequestId ?? randomUUID,
    accept(entry) {
      const at = Date.parse(entry.acceptedAt)
      const { acceptedAt: _text, ...line } = entry
      journal.append({ event: 'accepted', at, ...line })
      ledger.push(entry)
      const { requestId, modelId, input, failure } = entry
      const state = { phase: 'in_queue' } as const
      queue.add({ requestId, modelId, acceptedAt: at, input, state, ...(failure && { failure }) })
    },
  }
  for (const request of replay(journal.lines)) queue.add(request)
  answerCalls(server, context)

  return {
    ...control,
    url,
    ledger,
    addFaults,
    clearFaults: () => faults.clear(),
    close: async () => {
      queue.close()
      watch.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

/** The requests, their pictures, and their controls. */
function createWork(
  { endpoints, workers = 2, pace: given = 'real' }: PracticeOptions,
  clock: PracticeClock,
  journal: Journal,
  inputs: PracticeContext['inputs'],
): Pick<PracticeContext, 'control' | 'counts' | 'pictures' | 'queue' | 'watch'> {
  const pictures = createPictureStore({
    schemaOf: (modelId) => propertiesOf(endpoints, modelId),
    makes: (modelId) => makesOf(endpoints.find((endpoint) => endpoint.modelId === modelId)),
    inputs,
    find: (requestId) => queue.find(requestId),
  })
  const pace = readPace(given)
  const gates = createGates()
  const watch = createWatch()
  const counts = createCounts()
  const queue: Queue = createQueue({
    clock,
    holds: (request) => gates.holds(request),
    onChange: () => watch.changed(),
    workers: Math.max(1, workers),
    pace: (requestId) => paceOf(pace, requestId),
    work: async (request) => request.failure?.message ?? pictures.drawAll(request).then(() => null),
    onEnd: (request) => recordEnd(journal, request),
  })
  return { pictures, watch, counts, queue, control: createControl({ gates, queue, counts, watch }) }
}

function answerCalls(server: Server, context: ServeContext): void {
  server.on('request', (request, response) => {
    serve(context, request, response).catch(() => {
      // Either the client has disconnected, or this is a mistake of ours: then it answers 500 if that is still
      // possible.
      if (response.headersSent || response.destroyed) response.destroy()
      else
        void deliver(
          response,
          { kind: 'answer', answer: context.api.fail(500, 'The practice engine made a mistake.') },
          context.clock,
        )
    })
  })
}

function recordEnd(journal: Journal, { requestId, state }: PracticeRequest): void {
  if (state.phase === 'cancelled') {
    const { finishedAt: at, startedAt } = state
    journal.append({ event: 'cancelled', at, requestId, ...(startedAt !== undefined && { startedAt }) })
  }
  if (state.phase === 'completed') {
    journal.append({
      event: 'completed',
      at: state.finishedAt,
      requestId,
      startedAt: state.startedAt,
      error: state.error,
    })
  }
}

function propertiesOf(endpoints: readonly PracticeEndpoint[], modelId: string): OrderSchema | null {
  const endpoint = endpoints.find((candidate) => candidate.modelId === modelId)
  if (endpoint === undefined) return null
  const { input, fields } = endpoint
  const properties = fields?.properties ?? (isObject(input) ? input['properties'] : undefined)
  // What the painter reads of it, it reads as it may be there or not.
  return isObject(properties) ? properties : {}
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
