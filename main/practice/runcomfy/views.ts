import type { DrawOrder } from '../draw/index.ts'
import { formatOf } from '../draw/index.ts'
import type { PracticeRequest } from '../requests/request.ts'
import { chargeOf } from '../requests/request.ts'

/** The three addresses of a request in the answer to a submit. */
export const addressesOf = (base: string, requestId: string) => ({
  status_url: `${base}/v1/requests/${requestId}/status`,
  result_url: `${base}/v1/requests/${requestId}/result`,
  cancel_url: `${base}/v1/requests/${requestId}/cancel`,
})

/** The answer of the status call. */
export function statusView(base: string, request: PracticeRequest, position: number | null): object {
  const { status_url, result_url } = addressesOf(base, request.requestId)
  return {
    request_id: request.requestId,
    status: request.state.phase,
    ...(position === null ? {} : { queue_position: position }),
    ...(request.state.phase === 'in_progress' || request.state.phase === 'completed'
      ? { instance_id: 'practice' }
      : {}),
    status_url,
    result_url,
  }
}

/**
 * The answer of the result call: before the end the current state, and after it a `failed` that the status call never
 * returns.
 */
export function resultView(
  base: string,
  request: PracticeRequest,
  order: DrawOrder | null,
  withCost: boolean,
): object {
  const { requestId, modelId, state } = request
  const about = {
    created_at: new Date(request.acceptedAt).toISOString(),
    model_id: modelId,
    input: request.input,
  }
  if (state.phase === 'in_queue' || state.phase === 'in_progress')
    return { request_id: requestId, status: state.phase, ...about }
  const end = {
    ...(withCost ? { cost: chargeOf(request) } : {}),
    created_at: about.created_at,
    finished_at: new Date(state.finishedAt).toISOString(),
    model_id: modelId,
    input: request.input,
  }
  if (state.phase === 'cancelled') return { request_id: requestId, status: 'cancelled', ...end }
  if (state.error !== null) return { request_id: requestId, status: 'failed', error: state.error, ...end }
  return {
    request_id: requestId,
    status: 'completed',
    output: order === null ? {} : outputView(base, requestId, order),
    ...end,
  }
}

/** The first file under `image` or `video`; with several, all of them under `images` or `videos` as well. */
function outputView(base: string, requestId: string, order: DrawOrder): object {
  const files = Array.from(
    { length: order.amount },
    (_, index) => `${base}/outputs/${requestId}/${index}.${formatOf(order)}`,
  )
  const name = order.film === null ? 'image' : 'video'
  return { [name]: files[0], ...(files.length > 1 ? { [`${name}s`]: files } : {}) }
}
