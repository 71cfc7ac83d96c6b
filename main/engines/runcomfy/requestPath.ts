import { AppError } from '#shared/errors.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import { RequestId, isModelPath } from '../answers/requestId.ts'

/**
 * The path of a call about a request. Addresses in the engine's answers are never called: they could send the key
 * elsewhere. Throws `input.invalid` for an invalid request id.
 */
export function requestPath(requestId: string, call: 'status' | 'result' | 'cancel'): string {
  if (!parseAs(RequestId, requestId).success) {
    throw new AppError('input.invalid', 'A request id has 1 to 128 letters, digits, hyphens and underscores.')
  }
  return `/v1/requests/${requestId}/${call}${call === 'result' ? '?include_cost=true' : ''}`
}

/** The path of a model. Throws `input.invalid` for an invalid model id. */
export function modelPath(modelId: string): string {
  if (!isModelPath(modelId)) {
    throw new AppError(
      'input.invalid',
      'A model id is made of names between slashes, as in `owner/model/variant`.',
    )
  }
  return `/v1/models/${modelId}`
}
