import type { PracticeRequest } from '../requests/request.ts'
import type { Answer } from '../server/answer.ts'
import { fileAnswer, json } from '../server/answer.ts'
import type { Received } from '../server/api.ts'
import type { PracticeContext } from '../server/context.ts'
import { openOutput } from '../server/openOutput.ts'
import { openSample } from '../server/samples.ts'
import { refuse } from './answers.ts'
import { answerModels, answerOpenapi } from './catalogue.ts'
import { answerListing } from './listing.ts'
import { answerEstimate, answerPrices } from './prices.ts'
import type { Route } from './route.ts'
import { appOf } from './route.ts'
import { answerUpload } from './storage.ts'
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

const answers: Answers = {
  submit: (context, { route, ...received }) => answerSubmit(context, route.modelId, received),
  status: (context, { route, query }) =>
    withRequest(context, route, (request) => statusView(context, request, query.get('logs') === '1')),
  result: (context, { route }) => withRequest(context, route, (request) => resultView(context, request)),
  cancel: (context, { route }) =>
    withRequest(context, route, ({ requestId, state }) => {
      if (context.queue.cancel(requestId, context.capabilities.stopsRunningJobs)) return cancelling
      // The signal is sent, and the model need not obey it.
      return state.phase === 'in_progress' ? cancelling : json({ status: 'ALREADY_COMPLETED' }, 400)
    }),
  output: keyless(async (context, { route }) => {
    const file = await openOutput(context, route)
    if (file === 'none') return refuse(404, 'There is no such file.')
    return file === 'expired' ? refuse(404, 'This file has expired.') : fileAnswer(file.bytes, file.mime)
  }),
  input: keyless((context, { route }) => {
    const file = context.inputs.open(route.name)
    return file === null ? refuse(404, 'There is no such file.') : fileAnswer(file.bytes, file.mime)
  }),
  sample: keyless((_context, { route }) => {
    const file = openSample(route.ending)
    return file === null ? refuse(404, 'There is no such file.') : fileAnswer(file.bytes, file.mime)
  }),
  models: (context, { route, query }) =>
    route.part === 'list' ? answerModels(context, query) : answerOpenapi(context, query),
  prices: (context, { route, query, body }) =>
    route.part === 'list' ? answerPrices(context, query) : answerEstimate(context, body),
  listing: (context, { query }) => answerListing(context, query),
  upload: (context, { route, ...received }) => answerUpload(context, route.part, received),
  none: (_context, { route }) => {
    const refused = refuse(route.allow === null ? 404 : 405, route.why)
    return route.allow === null
      ? refused
      : { ...refused, headers: { ...refused.headers, allow: route.allow } }
  },
}

const cancelling = json({ status: 'CANCELLATION_REQUESTED' }, 202)

/** Answers a call without a fault. */
export async function answerCall(context: PracticeContext, call: Call): Promise<Answer> {
  // The table has for each route a function of that very member of the union.
  const answer = answers[call.route.call] as (
    context: PracticeContext,
    call: Call,
  ) => Answer | Promise<Answer>
  return answer(context, call)
}

/** Files are on other hosts than the API, where a key must never arrive. */
function keyless<Of extends Route>(
  answer: (context: PracticeContext, call: Call<Of>) => Answer | Promise<Answer>,
): (context: PracticeContext, call: Call<Of>) => Answer | Promise<Answer> {
  return (context, call) =>
    call.headers.authorization === undefined
      ? answer(context, call)
      : refuse(400, 'A key was sent to an address of a file.')
}

function withRequest(
  context: PracticeContext,
  { app, requestId }: { readonly app: string; readonly requestId: string },
  view: (request: PracticeRequest) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const request = context.queue.find(requestId)
  return request === null || appOf(request.modelId) !== app ? refuse(404, 'Request not found') : view(request)
}
