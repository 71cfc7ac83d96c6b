import type { Failure, PracticeRequest } from '../requests/request.ts'
import type { Answer } from '../server/answer.ts'
import { json } from '../server/answer.ts'
import type { PracticeContext } from '../server/context.ts'
import { failed, refuse, withHeaders } from './answers.ts'
import { outputOf, unitsOf } from './output.ts'
import { appOf } from './route.ts'

/** The addresses of a request: they have the owner and the alias of its endpoint, and not the rest of its id. */
export function linksOf(
  base: string,
  { requestId, modelId }: Pick<PracticeRequest, 'requestId' | 'modelId'>,
) {
  const response_url = `${base}/${appOf(modelId)}/requests/${requestId}`
  return { response_url, status_url: `${response_url}/status`, cancel_url: `${response_url}/cancel` }
}

const words = {
  in_queue: 'IN_QUEUE',
  in_progress: 'IN_PROGRESS',
  // Also for one that failed or was cancelled: only its error says so.
  completed: 'COMPLETED',
  cancelled: 'COMPLETED',
} as const

/** The answer of the status call: 202 until the request has ended. */
export function statusView(context: PracticeContext, request: PracticeRequest, logs: boolean): Answer {
  const { requestId, state } = request
  const position = context.queue.position(requestId)
  const ended = state.phase === 'completed' || state.phase === 'cancelled'
  const answer = json(
    {
      status: words[state.phase],
      request_id: requestId,
      ...linksOf(context.url, request),
      ...(position === null ? {} : { queue_position: position }),
      logs: logs && state.phase !== 'in_queue' ? [logOf(request)] : logs ? [] : null,
      ...(ended && { metrics: metricsOf(request) }),
      ...errorOf(request),
    },
    ended ? 200 : 202,
  )
  return withHeaders(answer, { 'x-fal-request-id': requestId })
}

const logOf = ({ state, acceptedAt }: PracticeRequest): object => ({
  timestamp: new Date('startedAt' in state ? (state.startedAt ?? acceptedAt) : acceptedAt).toISOString(),
  level: 'INFO',
  source: 'run',
  message: 'The practice engine draws.',
})

function metricsOf({ state }: PracticeRequest): object {
  if (state.phase !== 'completed') return {}
  return { inference_time: (state.finishedAt - state.startedAt) / 1000 }
}

const cancelled: Failure = {
  message: 'The request was cancelled by the client.',
  status: 499,
  errorType: 'client_cancelled',
  detail: [],
}

/** Why a request has no output, if it has ended without one. */
export function failureOf({ state, failure }: PracticeRequest): Failure | null {
  if (state.phase === 'cancelled') return cancelled
  if (state.phase !== 'completed' || state.error === null) return null
  if (failure !== undefined) return failure
  const detail = [{ loc: ['body'], msg: state.error, type: 'image_load_error' }]
  return { message: state.error, status: 422, errorType: null, detail }
}

function errorOf(request: PracticeRequest): object {
  const failure = failureOf(request)
  if (failure === null) return {}
  return { error: failure.message, error_type: failure.errorType ?? failure.detail[0]?.type }
}

/** The answer of the result call: the output as it is, or the error in the place of one. */
export async function resultView(context: PracticeContext, request: PracticeRequest): Promise<Answer> {
  const { requestId, state } = request
  if (state.phase === 'in_queue' || state.phase === 'in_progress')
    return refuse(400, 'Request is still in progress')
  const failure = failureOf(request)
  if (failure !== null) return withHeaders(failed(failure), { 'x-fal-request-id': requestId })
  const output = await outputOf(context, request)
  return withHeaders(json(output), {
    'x-fal-request-id': requestId,
    ...(context.capabilities.actualCost && { 'x-fal-billable-units': String(unitsOf(context, request)) }),
  })
}
