import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from '../faults/fault.ts'
import { FaultyCall } from '../faults/fault.ts'
import { isCarriedOut, faultResponse } from './faultResponse.ts'
import type { Answer } from './answer.ts'
import { json, refuse } from './answer.ts'
import { answerCall } from './calls.ts'
import { deliver } from './deliver.ts'
import type { PracticeContext } from './context.ts'
import { readBytes } from './readBytes.ts'
import type { PracticePart, Route } from './route.ts'
import { readRoute } from './route.ts'

/** Answers one HTTP request, or applies its fault. */
export async function serve(
  context: PracticeContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = request.url ?? '/'
  const url = URL.parse(address, 'http://127.0.0.1')
  if (url === null) return send(context, response, refuse(400, 400, 'This is no address.'))
  const route = readRoute(request.method ?? 'GET', decodePath(url.pathname))
  context.counts.count(route)
  context.watch.changed()
  const refusal = turnAway(context, route, request)
  if (refusal !== null) return send(context, response, refusal)
  const fault = faultFor(context, route)
  // Delays of faults and waiting control calls do not count as activity.
  const end = fault === null && route.call !== 'practice' ? context.counts.begin() : () => {}
  response.once('close', end)
  if (fault?.what === 'dropBefore')
    return deliver(
      response,
      faultResponse(fault, { answer: json(null), address, base: context.url, clock: context.clock }),
      context.clock,
    )
  const body = await readBytes(request)
  if (body === null) return send(context, response, refuse(413, 413, 'The request is larger than 64 MiB.'))
  const call = {
    route,
    query: url.searchParams,
    body,
    duplicate: fault?.what === 'duplicateId',
    gone: whenGone(response),
  }
  const answer = fault === null || isCarriedOut(fault) ? await answerCall(context, call) : json(null)
  if (fault === null) return send(context, response, answer)
  return deliver(
    response,
    faultResponse(fault, { answer, address, base: context.url, clock: context.clock }),
    context.clock,
  )
}

const send = (context: PracticeContext, response: ServerResponse, answer: Answer): Promise<void> =>
  deliver(response, { kind: 'answer', answer }, context.clock)

/** Aborts when the connection ends, whether or not the answer was sent. */
function whenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  if (response.destroyed) gone.abort()
  response.once('close', () => gone.abort())
  return gone.signal
}

const bodiedParts: ReadonlySet<string> = new Set<PracticePart>(['orderFaults', 'hold', 'release'])

/** Why a call is not answered, if so. */
function turnAway(context: PracticeContext, route: Route, request: IncomingMessage): Answer | null {
  // Refuses web pages whose own host name resolves to this machine.
  const host = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname ?? ''
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(host))
    return refuse(403, 403, 'This engine answers on loopback names only.')
  const open =
    route.call === 'output' ||
    route.call === 'input' ||
    route.call === 'sample' ||
    route.call === 'practice' ||
    route.call === 'none'
  if (!open && context.token !== null && request.headers.authorization !== `Bearer ${context.token}`) {
    return refuse(401, 400004, 'The token is missing, expired or revoked.')
  }
  const bodied = route.call === 'submit' || (route.call === 'practice' && bodiedParts.has(route.part))
  // Requiring this type also keeps pages of other origins out: a browser sends a preflight first, which is not
  // answered.
  if (bodied && !/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return refuse(415, 415, 'Send application/json.')
  }
  return null
}

function faultFor(context: PracticeContext, route: Route): Fault | null {
  const call = faultyCall(route)
  if (call === null) return null
  const requestId = 'requestId' in route ? route.requestId : null
  const modelId =
    route.call === 'submit'
      ? route.modelId
      : requestId === null
        ? null
        : (context.queue.find(requestId)?.modelId ?? null)
  return context.faults.next({ call, modelId, requestId })
}

const faultyCall = (route: Route): FaultyCall | null => FaultyCall.safeParse(route.call).data ?? null

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
