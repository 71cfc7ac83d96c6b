import { restoreInline } from '../pictures/inline.ts'
import type { PracticeRequest } from '../requests/request.ts'
import type { Answer } from '../server/answer.ts'
import { json } from '../server/answer.ts'
import type { PracticeContext } from '../server/context.ts'
import { platformError, switchedOff } from './answers.ts'
import { outputOf } from './output.ts'
import { isAnswer, pageOf, readIds, readPage } from './pages.ts'
import { failureOf } from './views.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Answers `GET /v1/models/requests/by-endpoint`: past requests, the latest first, with their inputs if asked for. */
export async function answerListing(context: PracticeContext, query: URLSearchParams): Promise<Answer> {
  const { listing } = context.capabilities
  if (listing === null) return switchedOff()
  const wrong = (message: string): Answer => platformError(400, 'validation_error', message)
  const page = readPage(query, 100)
  if (isAnswer(page)) return page
  const ids = readIds(query)
  if (isAnswer(ids)) return ids
  if (ids.length === 0) return wrong('endpoint_id is required')
  const now = context.clock.now()
  const [start, end] = [timeIn(query, 'start', now - DAY_MS), timeIn(query, 'end', now + 1)]
  if (start === null || end === null) return wrong('start and end must be ISO 8601')
  const status = query.get('status')
  if (status !== null && !Object.hasOwn(statuses, status)) return wrong('status has an unknown value')
  const expand = query.getAll('expand').flatMap((text) => text.split(','))
  if (!expand.every((name) => name === 'payloads')) return wrong('expand has an unknown value')

  const found = context.queue
    .all()
    .filter(
      (request) =>
        ids.includes(request.modelId) &&
        (listing === 'accepted' || endOf(request) !== null) &&
        request.acceptedAt >= start &&
        request.acceptedAt < end &&
        (status === null || statuses[status]?.(statusCode(request)) === true) &&
        (query.get('request_id') ?? request.requestId) === request.requestId,
    )
    .toReversed()
  const { items, ...rest } = pageOf(found, page)
  const withPayloads = expand.includes('payloads')
  return json({ items: await Promise.all(items.map((one) => itemOf(context, one, withPayloads))), ...rest })
}

const statuses: { readonly [status: string]: (code: number | null) => boolean } = {
  success: (code) => code === 200,
  user_error: (code) => code !== null && code >= 400 && code < 500,
  error: (code) => code !== null && code >= 500,
}

const endOf = ({ state }: PracticeRequest): number | null =>
  state.phase === 'completed' || state.phase === 'cancelled' ? state.finishedAt : null

const statusCode = (request: PracticeRequest): number | null =>
  endOf(request) === null ? null : (failureOf(request)?.status ?? 200)

async function itemOf(
  context: PracticeContext,
  request: PracticeRequest,
  withPayloads: boolean,
): Promise<object> {
  const { requestId, modelId, acceptedAt, state, input } = request
  const startedAt = 'startedAt' in state ? (state.startedAt ?? null) : null
  const endedAt = endOf(request)
  const code = statusCode(request)
  return {
    request_id: requestId,
    endpoint_id: modelId,
    sent_at: textOf(acceptedAt),
    started_at: textOf(startedAt),
    ended_at: textOf(endedAt),
    status_code: code,
    duration: startedAt === null || endedAt === null ? null : (endedAt - startedAt) / 1000,
    ...(withPayloads && {
      json_input: restoreInline(context.inputs, input),
      json_output: code === 200 ? await outputOf(context, request) : null,
    }),
  }
}

const textOf = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString())

/** A time in a query, in milliseconds since 1970; null if it is none. */
function timeIn(query: URLSearchParams, name: string, otherwise: number): number | null {
  const text = query.get(name)
  if (text === null) return otherwise
  const time = /^\d{4}-\d\d-\d\d(T[\d:.]{5,16}(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? null : time
}
