import { AppError } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'
import type { Clock } from '#shared/services.ts'
import type { Egress } from '#main/network/egress.ts'
import type { ApiAnswer } from '#main/network/apiClient.ts'
import { ExchangeError } from '#main/network/exchangeError.ts'
import { caps } from '#main/network/limits.ts'
import { nextTurn } from '#main/platform/nextTurn.ts'
import { BalanceAnswer, ModelAnswer, ModelsAnswer } from './answers.ts'
import type { CatalogueEntry } from './readAnswer.ts'
import { isOfAnother, readCancelled, readEntry, readResult, readStatus } from './readAnswer.ts'
import type { Call } from './readFailure.ts'
import { readFailure } from './readFailure.ts'
import type { JsonVerdict } from '../answers/readJson.ts'
import { readJson } from '../answers/readJson.ts'
import { readPartOfJson } from '../answers/readPartOfJson.ts'
import type { JobClient, Result } from '#main/jobs/jobClient.ts'
import { readSubmitAnswer, readSubmitBreak, unreachable } from './readSubmit.ts'
import { modelPath, requestPath } from './requestPath.ts'
import { readRetryAfter } from '../answers/retryAfter.ts'
import { parseAs } from '#shared/problems/parseAs.ts'

export interface CatalogueQuery {
  readonly search?: string
  readonly category?: string
  readonly kind?: string
  readonly includeSchema?: boolean
  readonly limit?: number
  readonly offset?: number
}

/** The Model API: the calls of a job, and those about models and the account, which fail in the same ways. */
export interface Client extends Omit<JobClient, 'admit'> {
  models(
    query?: CatalogueQuery,
  ): Promise<{ readonly models: readonly CatalogueEntry[]; readonly total: number }>
  /** One entry with its schema. Rejects with `input.invalid` for an unknown model. */
  model(modelId: string): Promise<CatalogueEntry>
  balance(): Promise<{ readonly balance: number; readonly currency: string }>
}

export interface ClientOptions {
  readonly egress: Pick<Egress, 'api' | 'account'>
  readonly clock: Pick<Clock, 'now'>
}

export function createClient({ egress: { api, account }, clock }: ClientOptions): Client {
  const wait = ({ retryAfter, date }: ApiAnswer): number | null =>
    readRetryAfter(retryAfter, date, clock.now())
  const send = createSend(wait)
  return {
    async submit(modelId, body, options = {}) {
      const path = modelPath(modelId)
      let answer: ApiAnswer
      try {
        answer = await api.post(path, body, options)
      } catch (thrown) {
        if (thrown instanceof ExchangeError) return readSubmitBreak(thrown, api.host)
        throw thrown
      }
      return readSubmitAnswer(answer, wait(answer))
    },
    async status({ requestId }, options = {}) {
      return send(
        'status',
        api.host,
        api.get(requestPath(requestId, 'status'), options),
        readStatus,
        requestId,
      )
    },
    async result({ requestId }, options = {}) {
      const sent = api.get(requestPath(requestId, 'result'), { ...options, cap: caps.result })
      return send('result', api.host, sent, readKnown, requestId)
    },
    async cancel({ requestId }) {
      const sent = api.post(requestPath(requestId, 'cancel'), new Uint8Array())
      return send('cancel', api.host, sent, readCancelled, requestId)
    },
    async models(query = {}) {
      const sent = api.get(`/v1/models${writeQuery(query)}`, { cap: caps.result })
      return send('catalogue', api.host, sent, (body) => {
        const { data } = parseAs(ModelsAnswer, body)
        return data === undefined
          ? null
          : { models: data.models.map(readEntry), total: data.total ?? data.models.length }
      })
    },
    async model(modelId) {
      return send('catalogue', api.host, api.get(modelPath(modelId), { cap: caps.result }), (body) => {
        const { data } = parseAs(ModelAnswer, body)
        return data === undefined ? null : readEntry(data)
      })
    },
    async balance() {
      return send('balance', account.host, account.get('/prod/v2/balance'), (body) => {
        const { data } = parseAs(BalanceAnswer, body)
        return data === undefined ? null : { balance: data.balance_usd, currency: data.currency }
      })
    },
  }
}

/** An answer parsed by `read`, which returns null if it is invalid. If only a part was read, `whole` is its text. */
type Send = <T>(
  call: Call,
  host: string,
  sent: Promise<ApiAnswer>,
  read: (body: Json, whole: string | null) => T | null,
  requestId?: string,
) => Promise<T>

/** `wait`: the wait that an answer requests, in milliseconds. */
const createSend =
  (wait: (answer: ApiAnswer) => number | null): Send =>
  async (call, host, sent, read, requestId) => {
    let answer: ApiAnswer
    try {
      answer = await sent
    } catch (thrown) {
      throw thrown instanceof ExchangeError ? readBreak(call, thrown, host) : thrown
    }
    const success = answer.status >= 200 && answer.status < 300
    const json = readJson(answer.text)
    await nextTurn(answer.text)
    // The outcome of a job is read as far as possible: it may have been paid for.
    const part = success && requestId !== undefined && isTooMuch(json) ? readPartOfJson(answer.text) : null
    if (part !== null) await nextTurn(answer.text)
    const { value: body } = part ?? ('value' in json ? json : { value: undefined })
    if (success && 'fault' in json && part === null) {
      const data = { call, status: answer.status, reason: json.fault }
      throw new AppError(
        'engine.failed',
        `The engine's answer to the ${call} call cannot be read: ${json.words}.`,
        { data },
      )
    }
    if (requestId !== undefined && isOfAnother(body, requestId) && (success || ends(answer.status)))
      throw ofAnother(call, requestId, answer.status)
    const value = success && body !== undefined ? read(body, part === null ? null : answer.text) : null
    if (value !== null) return value
    throw readFailure(call, answer.status, body, { retryAfter: wait(answer) })
  }

const isTooMuch = (json: JsonVerdict): boolean =>
  'fault' in json && (json.fault === 'too-many' || json.fault === 'too-deep')

function readKnown(body: Json, whole: string | null): Result | null {
  const result = readResult(body)
  return result === null || whole === null ? result : { ...result, text: whole }
}

/** An answer that would end a job. Other failures may contain a request id of their own: the call's. */
const ends = (status: number): boolean => status === 404 || status === 410 || status === 422

const ofAnother = (call: Call, requestId: string, status: number): AppError =>
  new AppError(
    'engine.failed',
    `The engine's answer to the ${call} call is about another request than ${requestId}, so it is not used.`,
    { data: { call, status, reason: 'other-request' } },
  )

function writeQuery(query: CatalogueQuery): string {
  const { search, category, kind, includeSchema, limit, offset } = query
  const entries = Object.entries({ search, category, kind, include_schema: includeSchema, limit, offset })
  const params = new URLSearchParams()
  for (const [name, value] of entries) if (value !== undefined) params.set(name, String(value))
  return params.size === 0 ? '' : `?${params.toString()}`
}

/** A call that may be retried, but by its caller. */
function readBreak(call: Call, error: ExchangeError, host: string): AppError {
  if (error.reached === 'nothing') return unreachable(error, host)
  const { reason, status, systemCode } = error
  return new AppError('engine.failed', `The ${call} call to ${host} broke off: ${error.message}.`, {
    data: { call, reason, status, systemCode },
  })
}
