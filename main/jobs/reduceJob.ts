import type { ErrorData } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Status } from './jobClient.ts'
import type { Charged, Job, JobPhase, JobState, EngineResult, RemoteRequest } from './job.ts'
import { jobStates } from './job.ts'

/** The events of a job. Each is stored before its effect is acted on. */
export type JobEvent =
  /** The next action is sending the first byte of a submit. */
  | { readonly type: 'submit.started'; readonly at: number }
  /** The submit certainly had no effect (429, or no connection) and may be retried. */
  | { readonly type: 'submit.turnedBack' }
  | { readonly type: 'submit.accepted'; readonly request: RemoteRequest }
  | { readonly type: 'submit.refused'; readonly error: ErrorData; readonly charged?: Charged }
  /** The answer was lost: it may have been accepted and charged. */
  | { readonly type: 'submit.lost'; readonly evidence: ErrorData }
  /** Cancelled before anything was sent. */
  | { readonly type: 'withdrawn' }
  | { readonly type: 'status.read'; readonly status: Status }
  | ({ readonly type: 'result.read' } & EngineResult)
  /** It is done, and a promised output is missing: the result is read again at `askAt`. */
  | ({
      readonly type: 'output.missing'
      readonly missing: readonly string[]
      readonly asks: number
      readonly askAt: number
    } & EngineResult)
  | {
      readonly type: 'failed'
      readonly error: ErrorData
      readonly charged: Charged
      readonly told?: EngineResult
    }
  | { readonly type: 'cancel.asked' }
  /** It keeps running there, despite the cancel. */
  | { readonly type: 'cancel.declined'; readonly word: string }
  | { readonly type: 'cancelled'; readonly charged?: Charged }
  /** With the output whose addresses the files belong to: it may have been read again. */
  | ({
      readonly type: 'outputs.kept'
      readonly media: readonly (readonly [string, Media])[]
      readonly notes?: readonly string[]
    } & EngineResult)
  | { readonly type: 'outputs.gone'; readonly error: ErrorData }
  /** This process died meanwhile; its job was found again. */
  | { readonly type: 'restarted' }
  /** The user attaches a request to an unknown job. */
  | { readonly type: 'request.attached'; readonly request: RemoteRequest }
  /** The engine lists the request of an unknown job. */
  | { readonly type: 'request.found'; readonly request: RemoteRequest }
  /** The engine does not know a request that was not certain to be the job's. */
  | { readonly type: 'request.unknown' }
  /** The user detaches a request. */
  | { readonly type: 'request.detached' }
  /** The user has decided to submit an unknown job again, though it may then be charged twice. */
  | { readonly type: 'submit.again' }

const remote: readonly JobState[] = ['submitted', 'in_queue', 'in_progress', 'cancelling']

/** The states in which each event can occur. Anything else is a mistake in the program, not in the world. */
const sources: { readonly [K in JobEvent['type']]: readonly JobState[] } = {
  'submit.started': ['created'],
  'submit.turnedBack': ['submitting'],
  'submit.accepted': ['submitting'],
  'submit.refused': ['submitting'],
  'submit.lost': ['submitting'],
  withdrawn: ['created'],
  'status.read': remote,
  // Read again if an output was missing, or its files were gone.
  'result.read': [...remote, 'awaited', 'expired'],
  'output.missing': ['completed', 'awaited', 'downloaded'],
  failed: [...remote, 'awaited'],
  // Once more if the previous process ended meanwhile.
  'cancel.asked': ['submitted', 'in_queue', 'in_progress', 'cancelling'],
  'cancel.declined': ['cancelling'],
  cancelled: [...remote, 'awaited'],
  // A downloaded job returns here when its files were lost.
  'outputs.kept': ['completed', 'downloaded'],
  'outputs.gone': ['completed', 'downloaded'],
  restarted: jobStates,
  'request.attached': ['unknown'],
  'request.found': ['unknown'],
  'request.unknown': remote,
  'request.detached': [...remote, 'completed', 'awaited', 'downloaded', 'failed', 'cancelled', 'expired'],
  'submit.again': ['unknown'],
}

/**
 * The job after `event`. Throws if the event is impossible in this state, which only a mistake in the program can
 * cause.
 */
export function reduceJob(job: Job, event: JobEvent): Job {
  if (!sources[event.type].includes(job.phase.state)) {
    throw new Error(`a job that is ${job.phase.state} cannot meet ${event.type}`)
  }
  const phase = nextPhase(job.phase, event)
  return phase === job.phase ? job : { facts: job.facts, phase }
}

function nextPhase(phase: JobPhase, event: JobEvent): JobPhase {
  const request = 'request' in phase ? phase.request : null
  switch (event.type) {
    case 'submit.started':
      return { state: 'submitting', tries: triesOf(phase) + 1, at: event.at, ...lostOf(phase) }
    case 'submit.turnedBack':
    case 'submit.again':
      return { state: 'created', tries: triesOf(phase), ...lostOf(phase) }
    case 'submit.accepted':
      return { state: 'submitted', request: event.request }
    case 'request.attached':
      return { state: 'submitted', request: attachedTo(event.request, phase) }
    case 'request.found':
      return {
        state: 'submitted',
        request: phase.state === 'unknown' ? { ...event.request, doubt: phase.evidence } : event.request,
      }
    case 'request.unknown':
    case 'request.detached':
      return request?.doubt === undefined
        ? phase
        : { state: 'unknown', evidence: request.doubt, at: request.at }
    case 'submit.refused':
      return {
        state: 'failed',
        request: null,
        error: event.error,
        charged: event.charged ?? chargedBefore(phase),
      }
    case 'submit.lost':
      return {
        state: 'unknown',
        evidence: withLost(event.evidence, phase),
        ...('at' in phase && { at: phase.at }),
      }
    case 'withdrawn':
      return { state: 'cancelled', request: null, charged: chargedBefore(phase) }
    case 'restarted':
      return phase.state === 'submitting'
        ? { state: 'unknown', evidence: withLost(interrupted(phase.at), phase), at: phase.at }
        : phase
    case 'failed':
      return {
        state: 'failed',
        request,
        error: event.error,
        charged: event.charged,
        ...(event.told !== undefined && { told: event.told }),
      }
    // Without more, it had not begun: the engine has removed it from its queue.
    case 'cancelled':
      return { state: 'cancelled', request, charged: event.charged ?? 'no' }
    default:
      return request === null ? phase : remotePhase(phase, request, event)
  }
}

type RemoteEvent = Extract<
  JobEvent,
  {
    type:
      | 'status.read'
      | 'result.read'
      | 'output.missing'
      | 'cancel.asked'
      | 'cancel.declined'
      | 'outputs.kept'
      | 'outputs.gone'
  }
>

function remotePhase(phase: JobPhase, request: RemoteRequest, event: RemoteEvent): JobPhase {
  switch (event.type) {
    case 'status.read': {
      // While a cancel is in progress only its outcome changes the job.
      if (phase.state === 'cancelling') return phase
      const { word, queuePosition, phase: normalized } = event.status
      const waiting = normalized === 'waiting' || (normalized === 'unknown' && phase.state !== 'in_progress')
      return { state: waiting ? 'in_queue' : 'in_progress', request, word, queuePosition }
    }
    case 'result.read':
      return { state: 'completed', request, ...toEngineResult(event) }
    case 'output.missing': {
      const { missing, asks, askAt } = event
      return { state: 'awaited', request, ...toEngineResult(event), missing, asks, askAt }
    }
    case 'cancel.asked':
      return phase.state === 'cancelling' ? phase : { state: 'cancelling', request }
    case 'cancel.declined':
      return { state: 'in_progress', request, word: event.word, queuePosition: null }
    case 'outputs.kept':
      return {
        state: 'downloaded',
        request,
        ...toEngineResult(event),
        media: event.media,
        ...(event.notes !== undefined && event.notes.length > 0 && { notes: event.notes }),
      }
    case 'outputs.gone':
      return {
        state: 'expired',
        request,
        output: 'output' in phase ? phase.output : null,
        ...('whole' in phase && { whole: phase.whole }),
        error: event.error,
        cost: ('cost' in phase ? phase.cost : null) ?? null,
      }
  }
}

/** What the engine returned, without absent fields. */
export const toEngineResult = ({ output, cost, oddCost, whole }: EngineResult): EngineResult => ({
  output,
  cost,
  ...(oddCost !== undefined && { oddCost }),
  ...(whole !== undefined && { whole }),
})

/** The evidence of the unknown job stays with the request: it may turn out to be another's. */
function attachedTo(request: RemoteRequest, phase: JobPhase): RemoteRequest {
  return phase.state === 'unknown' ? { ...request, attached: true, doubt: phase.evidence } : request
}

const triesOf = (phase: JobPhase): number => ('tries' in phase ? phase.tries : 0)

/** The evidence of an earlier submit that may have been charged. */
function lostOf(phase: JobPhase): { readonly lost?: ErrorData } {
  if (phase.state === 'unknown') return { lost: phase.evidence }
  return 'lost' in phase && phase.lost !== undefined ? { lost: phase.lost } : {}
}

const chargedBefore = (phase: JobPhase): Charged => (lostOf(phase).lost === undefined ? 'no' : 'unknown')

function withLost(evidence: ErrorData, phase: JobPhase): ErrorData {
  const { lost } = lostOf(phase)
  if (lost === undefined) return evidence
  const earlier = { message: lost.message, data: lost.data ?? {} }
  return { ...evidence, data: { ...evidence.data, earlier } }
}

const interrupted = (at: number): ErrorData => ({
  code: 'job.unknown',
  message:
    'This was being submitted when Patchbay ended. It may have been accepted and charged, so it is not sent again by itself: look at your requests at the engine before you run it again.',
  data: { call: 'submit', reason: 'interrupted', at },
})
