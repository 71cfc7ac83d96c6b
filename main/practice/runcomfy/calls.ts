import { chargeOf } from '../requests/request.ts'
import type { PracticeRequest } from '../requests/request.ts'
import type { Answer } from '../server/answer.ts'
import { fileAnswer, json, notFound, refuse } from '../server/answer.ts'
import type { Received } from '../server/api.ts'
import type { PracticeContext } from '../server/context.ts'
import { openOutput } from '../server/openOutput.ts'
import { openSample } from '../server/samples.ts'
import { answerModels } from './catalogue.ts'
import type { Route } from './route.ts'
import { answerSubmit } from './submit.ts'
import { resultView, statusView } from './views.ts'

/** A call to be answered: its route, and what arrived with it. */
export interface Call<Of extends Route = Route> extends Received {
  readonly route: Of
}

type Answers = {
  readonly [call in Route['call']]: (
    context: PracticeContext,
    call: Call<Extract<Route, { call: call }>>,
  ) => Answer | Promise<Answer>
}

/** The initial balance of the practice account, in fictitious dollars. */
const openingBalance = 100

const answers: Answers = {
  submit: (context, { route, ...received }) => answerSubmit(context, route.modelId, received),
  status: (context, { route }) =>
    withRequest(context, route.requestId, (request) =>
      json(statusView(context.url, request, context.queue.position(request.requestId))),
    ),
  result: (context, { route, query }) =>
    withRequest(context, route.requestId, (request) =>
      json(
        resultView(
          context.url,
          request,
          context.pictures.orderOf(request),
          query.get('include_cost') === 'true' && context.capabilities.actualCost,
        ),
      ),
    ),
  cancel: (context, { route }) =>
    withRequest(context, route.requestId, (request) =>
      context.queue.cancel(request.requestId)
        ? json({ status: 'cancelled', outcome: 'cancelled' })
        : json({ status: request.state.phase, outcome: 'not_cancellable' }),
    ),
  output: answerOutput,
  input: (context, { route }) => {
    const file = context.inputs.open(route.name)
    return file === null ? notFound('input') : fileAnswer(file.bytes, file.mime)
  },
  sample: (_context, { route }) => {
    const file = openSample(route.ending)
    return file === null ? notFound('sample') : fileAnswer(file.bytes, file.mime)
  },
  models: (context, { route, query }) => answerModels(context.endpoints, route.part, query),
  balance: (context) => {
    const spent = context.queue.all().reduce((sum, request) => sum + chargeOf(request), 0)
    return json({
      balance_usd: Math.max(0, Math.round((openingBalance - spent) * 10_000) / 10_000),
      currency: 'USD',
    })
  },
  none: (_context, { route }) => {
    if (route.allow === null) return refuse(404, 404001, route.why)
    const refused = refuse(405, 405, route.why)
    return { ...refused, headers: { ...refused.headers, allow: route.allow } }
  },
}

/** Answers a call without a fault. */
export async function answerCall(context: PracticeContext, call: Call): Promise<Answer> {
  // The table has for each route a function of that very member of the union.
  const answer = answers[call.route.call] as (
    context: PracticeContext,
    call: Call,
  ) => Answer | Promise<Answer>
  return answer(context, call)
}

function withRequest(
  context: PracticeContext,
  requestId: string,
  view: (request: PracticeRequest) => Answer,
): Answer {
  const request = context.queue.find(requestId)
  return request === null ? notFound('request, or it has expired') : view(request)
}

async function answerOutput(
  context: PracticeContext,
  { route }: Call<Extract<Route, { call: 'output' }>>,
): Promise<Answer> {
  const file = await openOutput(context, route)
  if (file === 'none') return notFound('output')
  return file === 'expired'
    ? refuse(404, 404001, 'This output has expired.')
    : fileAnswer(file.bytes, file.mime)
}
