import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from '../faults/fault.ts'
import { FaultyCall } from '../faults/fault.ts'
import { carriesOut, misdeed } from '../faults/misdeed.ts'
import type { Answer } from './answer.ts'
import { json, refuse } from './answer.ts'
import { answerCall } from './calls.ts'
import { deliver } from './deliver.ts'
import type { Desk } from './desk.ts'
import { readBytes } from './readBytes.ts'
import type { PracticePart, Route } from './route.ts'
import { readRoute } from './route.ts'

/** Answers one HTTP request, or does to it what was ordered. */
export async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = request.url ?? '/'
  const url = URL.parse(address, 'http://127.0.0.1')
  if (url === null) return send(desk, response, refuse(400, 400, 'This is no address.'))
  const route = readRoute(request.method ?? 'GET', decodePath(url.pathname))
  desk.counts.note(route)
  desk.watch.changed()
  const refusal = turnAway(desk, route, request)
  if (refusal !== null) return send(desk, response, refusal)
  const fault = faultFor(desk, route)
  // What a fault has wait, or a test's own question, keeps nobody from being done.
  const end = fault === null && route.call !== 'practice' ? desk.counts.begin() : () => {}
  response.once('close', end)
  if (fault?.what === 'dropBefore')
    return deliver(
      response,
      misdeed(fault, { answer: json(null), address, base: desk.url, clock: desk.clock }),
      desk.clock,
    )
  const body = await readBytes(request)
  if (body === null) return send(desk, response, refuse(413, 413, 'The request is larger than 64 MiB.'))
  const call = {
    route,
    query: url.searchParams,
    body,
    duplicate: fault?.what === 'duplicateId',
    gone: whenGone(response),
  }
  const answer = fault === null || carriesOut(fault) ? await answerCall(desk, call) : json(null)
  if (fault === null) return send(desk, response, answer)
  return deliver(response, misdeed(fault, { answer, address, base: desk.url, clock: desk.clock }), desk.clock)
}

const send = (desk: Desk, response: ServerResponse, answer: Answer): Promise<void> =>
  deliver(response, { kind: 'answer', answer }, desk.clock)

/** Aborts when the connection ends, the answer sent or not. */
function whenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  if (response.destroyed) gone.abort()
  response.once('close', () => gone.abort())
  return gone.signal
}

const bodiedParts: ReadonlySet<string> = new Set<PracticePart>(['orderFaults', 'hold', 'release'])

/** Why a call is not answered at all, if so. */
function turnAway(desk: Desk, route: Route, request: IncomingMessage): Answer | null {
  // A web page that has a name of its own resolve to this machine does not get past this.
  const host = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname ?? ''
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(host))
    return refuse(403, 403, 'This engine answers on loopback names only.')
  const open =
    route.call === 'output' ||
    route.call === 'input' ||
    route.call === 'sample' ||
    route.call === 'practice' ||
    route.call === 'none'
  if (!open && desk.token !== null && request.headers.authorization !== `Bearer ${desk.token}`) {
    return refuse(401, 400004, 'The token is missing, expired or revoked.')
  }
  const bodied = route.call === 'submit' || (route.call === 'practice' && bodiedParts.has(route.part))
  // Asking for this type also keeps pages of other origins out: a browser asks first, and is not answered.
  if (bodied && !/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return refuse(415, 415, 'Send application/json.')
  }
  return null
}

function faultFor(desk: Desk, route: Route): Fault | null {
  const call = faultyCall(route)
  if (call === null) return null
  const requestId = 'requestId' in route ? route.requestId : null
  const modelId =
    route.call === 'submit'
      ? route.modelId
      : requestId === null
        ? null
        : (desk.queue.find(requestId)?.modelId ?? null)
  return desk.faults.take({ call, modelId, requestId })
}

const faultyCall = (route: Route): FaultyCall | null => FaultyCall.safeParse(route.call).data ?? null

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
