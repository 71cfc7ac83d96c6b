import { mimeTypes } from '../draw/encode.ts'
import { chargeOf } from '../requests/request.ts'
import type { PracticeRequest } from '../requests/request.ts'
import type { Answer } from './answer.ts'
import { json, notFound, refuse } from './answer.ts'
import { answerModels } from './catalogue.ts'
import type { Desk } from './desk.ts'
import { answerPractice } from './practiceCalls.ts'
import type { Route } from './route.ts'
import { answerSubmit } from './submit.ts'
import { resultView, statusView } from './views.ts'

/** A call as it is answered: what was asked, the query, the body (empty for a GET). */
export interface Call<Of extends Route = Route> {
  readonly route: Of
  readonly query: URLSearchParams
  readonly body: Uint8Array
  /** A submit is to be answered with the id of the one before it. */
  readonly duplicate: boolean
  /** Aborts when the caller goes. */
  readonly gone: AbortSignal
}

type Answers = {
  readonly [call in Route['call']]: (
    desk: Desk,
    call: Call<Extract<Route, { call: call }>>,
  ) => Answer | Promise<Answer>
}

/** What the account of the practice holds before anything is charged, in invented dollars. */
const openingBalance = 100

const answers: Answers = {
  submit: (desk, { route, body, duplicate }) => answerSubmit(desk, route.modelId, body, duplicate),
  status: (desk, { route }) =>
    withRequest(desk, route.requestId, (request) =>
      json(statusView(desk.url, request, desk.queue.position(request.requestId))),
    ),
  result: (desk, { route, query }) =>
    withRequest(desk, route.requestId, (request) =>
      json(resultView(desk.url, request, desk.studio.orderOf(request), query.get('include_cost') === 'true')),
    ),
  cancel: (desk, { route }) =>
    withRequest(desk, route.requestId, (request) =>
      desk.queue.cancel(request.requestId)
        ? json({ status: 'cancelled', outcome: 'cancelled' })
        : json({ status: request.state.phase, outcome: 'not_cancellable' }),
    ),
  output: answerOutput,
  input: (desk, { route }) => {
    const file = desk.inputs.open(route.name)
    return file === null ? notFound('input') : fileAnswer(file.bytes, file.mime)
  },
  models: (desk, { route, query }) => answerModels(desk.endpoints, route.part, query),
  balance: (desk) => {
    const spent = desk.queue.all().reduce((sum, request) => sum + chargeOf(request), 0)
    return json({
      balance_usd: Math.max(0, Math.round((openingBalance - spent) * 10_000) / 10_000),
      currency: 'USD',
    })
  },
  practice: (desk, call) => answerPractice(desk, call.route.part, call),
  none: (_desk, { route }) => {
    if (route.allow === null) return refuse(404, 404001, route.why)
    const refused = refuse(405, 405, route.why)
    return { ...refused, headers: { ...refused.headers, allow: route.allow } }
  },
}

/** Answers a call that nothing befalls. */
export async function answerCall(desk: Desk, call: Call): Promise<Answer> {
  // The table holds for each route a function of that very member of the union.
  const answer = answers[call.route.call] as (desk: Desk, call: Call) => Answer | Promise<Answer>
  return answer(desk, call)
}

function withRequest(desk: Desk, requestId: string, view: (request: PracticeRequest) => Answer): Answer {
  const request = desk.queue.find(requestId)
  return request === null ? notFound('request, or it has expired') : view(request)
}

async function answerOutput(
  desk: Desk,
  { route }: Call<Extract<Route, { call: 'output' }>>,
): Promise<Answer> {
  const request = desk.queue.find(route.requestId)
  const order = request === null ? null : desk.studio.orderOf(request)
  const made = request?.state.phase === 'completed' && request.state.error === null
  if (
    request === null ||
    order === null ||
    !made ||
    route.index >= order.amount ||
    route.ending !== order.format
  ) {
    return notFound('output')
  }
  try {
    const drawn = await desk.studio.open(request, route.index)
    return fileAnswer(drawn.bytes, mimeTypes[drawn.format])
  } catch {
    // It could be drawn once, so one of its inputs has been dropped since.
    return refuse(404, 404001, 'This output has expired.')
  }
}

const fileAnswer = (body: Uint8Array, mime: string): Answer => ({
  status: 200,
  headers: {
    'content-type': mime,
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
  },
  body,
})
