import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from '../faults/fault.ts'
import { FaultyCall } from '../faults/fault.ts'
import type { Failure } from '../requests/request.ts'
import { isCarriedOut, faultResponse } from './faultResponse.ts'
import type { Answer } from './answer.ts'
import { json } from './answer.ts'
import type { ApiCall, PracticeApi } from './api.ts'
import { MAX_BODY_BYTES } from './api.ts'
import { deliver } from './deliver.ts'
import type { PracticeContext } from './context.ts'
import { answerPractice } from './practiceCalls.ts'
import type { PracticeRoute } from './practiceRoute.ts'
import { isBodied, readPracticeRoute } from './practiceRoute.ts'
import { readBytes } from './readBytes.ts'

/** What calls are answered from, and in which API. */
export interface ServeContext extends PracticeContext {
  readonly api: PracticeApi
}

/** Answers one HTTP request, or applies its fault. */
export async function serve(
  context: ServeContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url: address = '/' } = request
  const url = URL.parse(address, 'http://127.0.0.1')
  if (url === null) return send(context, response, context.api.fail(400, 'This is no address.'))
  const path = decodePath(url.pathname)
  const control = readPracticeRoute(method, path)
  if (control !== null) {
    const answer = await answerControl(context, control, { request, response, query: url.searchParams })
    return send(context, response, answer)
  }
  const call = context.api.readCall(method, path)
  context.counts.count(call)
  context.watch.changed()
  const refusal = refuseHost(context, request) ?? refuseCall(context, call, request)
  if (refusal !== null) return send(context, response, refusal)
  const fault = faultFor(context, call)
  // Delays of faults do not count as activity.
  const end = fault === null ? context.counts.begin() : () => {}
  response.once('close', end)
  const deliverFault = (faulty: Fault, answer: Answer): Promise<void> => {
    const { url: base, api, clock } = context
    return deliver(response, faultResponse(faulty, { answer, address, base, api, clock }), clock)
  }
  if (fault?.what === 'dropBefore') return deliverFault(fault, json(null))
  const body = await readBytes(request, call.maxBytes)
  if (body === null) return send(context, response, tooLarge(context, call.maxBytes))
  const received = {
    query: url.searchParams,
    headers: request.headers,
    body,
    duplicate: fault?.what === 'duplicateId',
    failure: fault?.what === 'fail' ? failureOf(fault) : null,
  }
  const answer = fault === null || isCarriedOut(fault) ? await call.answer(context, received) : json(null)
  return fault === null ? send(context, response, answer) : deliverFault(fault, answer)
}

/** With 422 the model refuses the input; every other status is an error of the infrastructure. */
const failureOf = ({ message, status, type }: Extract<Fault, { what: 'fail' }>): Failure => ({
  message,
  status,
  errorType: status === 422 ? null : type,
  detail: status === 422 ? [{ loc: ['body'], msg: message, type }] : [],
})

interface ControlExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
}

/** Answers a control call of a test. A waiting one does not count as activity. */
async function answerControl(
  context: ServeContext,
  route: PracticeRoute,
  { request, response, query }: ControlExchange,
): Promise<Answer> {
  const foreign = refuseHost(context, request)
  if (foreign !== null) return foreign
  if (route.part === null) return refuseMethod(context, route.why, route.allow)
  if (isBodied(route.part) && !isJson(request)) return context.api.fail(415, 'Send application/json.')
  const body = await readBytes(request, MAX_BODY_BYTES)
  if (body === null) return tooLarge(context, MAX_BODY_BYTES)
  return answerPractice(context, route.part, { query, body, gone: whenGone(response) })
}

function refuseMethod({ api }: ServeContext, why: string, allow: string | null): Answer {
  if (allow === null) return api.fail(404, why)
  const refused = api.fail(405, why)
  return { ...refused, headers: { ...refused.headers, allow } }
}

const tooLarge = ({ api }: ServeContext, maxBytes: number): Answer =>
  api.fail(413, `The request is larger than ${maxBytes / 1024 ** 2} MiB.`)

const send = (context: ServeContext, response: ServerResponse, answer: Answer): Promise<void> =>
  deliver(response, { kind: 'answer', answer }, context.clock)

/** Aborts when the connection ends, whether or not the answer was sent. */
function whenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  if (response.destroyed) gone.abort()
  response.once('close', () => gone.abort())
  return gone.signal
}

/** Refuses web pages whose own host name resolves to this machine. */
function refuseHost({ api }: ServeContext, request: IncomingMessage): Answer | null {
  const host = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname ?? ''
  return ['127.0.0.1', 'localhost', '[::1]'].includes(host)
    ? null
    : api.fail(403, 'This engine answers on loopback names only.')
}

/** Why a call is not answered, if so. */
function refuseCall(
  { api, token }: ServeContext,
  { access, bodied }: ApiCall,
  request: IncomingMessage,
): Answer | null {
  const checked = access === 'key' || (access === 'optional' && request.headers.authorization !== undefined)
  const refusal = checked ? api.checkKey(token, request.headers) : null
  if (refusal !== null) return refusal
  // Requiring this type also keeps pages of other origins out: a browser sends a preflight first, which is not
  // answered.
  return bodied && !isJson(request) ? api.fail(415, 'Send application/json.') : null
}

const isJson = ({ headers }: IncomingMessage): boolean =>
  /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')

function faultFor(context: ServeContext, { name, requestId, modelId }: ApiCall): Fault | null {
  const call = FaultyCall.safeParse(name).data
  if (call === undefined) return null
  const about = requestId === null ? null : context.queue.find(requestId)
  return context.faults.next({ call, modelId: modelId ?? about?.modelId ?? null, requestId })
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
