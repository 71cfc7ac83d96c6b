import { AppError } from '#shared/errors.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import type { RequestRef } from '#main/jobs/jobClient.ts'
import type { ApiClient } from '#main/network/apiClient.ts'
import { RequestId, isModelPath } from '../answers/requestId.ts'
import type { FalEgress } from './origins.ts'

export type RequestCall = 'status' | 'result' | 'cancel'

/** Prefixes of apps that have an owner and an alias of their own. */
const namespaces = ['workflows', 'comfy']

const tails: { readonly [C in RequestCall]: string } = { status: '/status', result: '', cancel: '/cancel' }

/** The path of a submit. Throws `input.invalid` for an invalid model id. */
export function submitPath(modelId: string): string {
  if (isModelPath(modelId) && modelId.includes('/')) return `/${modelId}`
  const message = 'An endpoint of fal is made of names between slashes, as in `owner/model/variant`.'
  throw new AppError('input.invalid', message)
}

/** The path of a call about a request: it names the app, without the endpoint's own part. Throws `input.invalid`. */
export function requestPath(
  { requestId, modelId }: Pick<RequestRef, 'requestId' | 'modelId'>,
  call: RequestCall,
): string {
  checkRequestId(requestId)
  const segments = submitPath(modelId).split('/').slice(1)
  const app = segments.slice(0, namespaces.includes(segments[0] ?? '') ? 3 : 2)
  return `/${app.join('/')}/requests/${requestId}${tails[call]}`
}

function checkRequestId(requestId: string): void {
  if (parseAs(RequestId, requestId).success) return
  const message = 'A request id has 1 to 128 letters, digits, hyphens and underscores.'
  throw new AppError('input.invalid', message)
}

/**
 * Where a call about a request goes: to the address that its submit returned if that is at the API's own origins and
 * about this request, for the key is sent there; else to the path that follows from its endpoint. Throws
 * `input.invalid` for an invalid request id.
 */
export function locateRequest(
  request: RequestRef,
  call: RequestCall,
  { queue, platform, storage }: FalEgress['apis'],
): { readonly api: ApiClient; readonly path: string } {
  const { requestId, statusUrl, resultUrl, cancelUrl } = request
  checkRequestId(requestId)
  const address = { status: statusUrl, result: resultUrl, cancel: cancelUrl }[call]
  for (const api of address === null ? [] : [queue, platform, storage]) {
    const path = api.pathOf(address ?? '')
    if (path !== null && isAbout(path, requestId)) return { api, path }
  }
  return { api: queue, path: requestPath(request, call) }
}

const isAbout = (path: string, requestId: string): boolean =>
  (path.split('?', 1)[0] ?? '').split('/').includes(requestId)
