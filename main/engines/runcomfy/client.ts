import type { Json } from '#shared/ports/value.ts'
import type { Clock } from '#shared/services.ts'
import type { Egress } from '#main/network/egress.ts'
import type { ApiAnswer } from '#main/network/apiClient.ts'
import { ExchangeError } from '#main/network/exchangeError.ts'
import { caps } from '#main/network/limits.ts'
import { BalanceAnswer, ModelAnswer, ModelsAnswer } from './answers.ts'
import type { CatalogueEntry } from './readAnswer.ts'
import { readCancelled, readEntry, readResult, readStatus } from './readAnswer.ts'
import { readFailure } from './readFailure.ts'
import type { JobClient, Result } from '#main/jobs/jobClient.ts'
import { readSubmitAnswer, readSubmitBreak } from './readSubmit.ts'
import { modelPath, requestPath } from './requestPath.ts'
import { readRetryAfter } from '../answers/retryAfter.ts'
import { createSendCall } from '../answers/sendCall.ts'
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
  model(modelId: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<CatalogueEntry>
  balance(): Promise<{ readonly balance: number; readonly currency: string }>
}

export interface ClientOptions {
  readonly egress: Pick<Egress, 'api' | 'account'>
  readonly clock: Pick<Clock, 'now'>
}

export function createClient({ egress: { api, account }, clock }: ClientOptions): Client {
  const wait = ({ retryAfter, date }: ApiAnswer): number | null =>
    readRetryAfter(retryAfter, date, clock.now())
  const send = createSendCall({ readFailure, wait })
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
      const sent = api.get(requestPath(requestId, 'status'), options)
      return send({ call: 'status', host: api.host, sent, read: readStatus, requestId })
    },
    async result({ requestId }, options = {}) {
      const sent = api.get(requestPath(requestId, 'result'), { ...options, cap: caps.result })
      return send({ call: 'result', host: api.host, sent, read: readKnown, requestId })
    },
    async cancel({ requestId }) {
      const sent = api.post(requestPath(requestId, 'cancel'), new Uint8Array())
      return send({ call: 'cancel', host: api.host, sent, read: readCancelled, requestId })
    },
    async models(query = {}) {
      const sent = api.get(`/v1/models${writeQuery(query)}`, { cap: caps.result })
      const read = (body: Json) => {
        const { data } = parseAs(ModelsAnswer, body)
        return data === undefined
          ? null
          : { models: data.models.map(readEntry), total: data.total ?? data.models.length }
      }
      return send({ call: 'catalogue', host: api.host, sent, read })
    },
    async model(modelId, { signal } = {}) {
      const sent = api.get(modelPath(modelId), { signal, cap: caps.result })
      const read = (body: Json) => {
        const { data } = parseAs(ModelAnswer, body)
        return data === undefined ? null : readEntry(data)
      }
      return send({ call: 'catalogue', host: api.host, sent, read })
    },
    async balance() {
      const sent = account.get('/prod/v2/balance')
      const read = (body: Json) => {
        const { data } = parseAs(BalanceAnswer, body)
        return data === undefined ? null : { balance: data.balance_usd, currency: data.currency }
      }
      return send({ call: 'balance', host: account.host, sent, read })
    },
  }
}

function readKnown(body: Json, whole: string | null): Result | null {
  const result = readResult(body)
  return result === null || whole === null ? result : { ...result, text: whole }
}

function writeQuery(query: CatalogueQuery): string {
  const { search, category, kind, includeSchema, limit, offset } = query
  const entries = Object.entries({ search, category, kind, include_schema: includeSchema, limit, offset })
  const params = new URLSearchParams()
  for (const [name, value] of entries) if (value !== undefined) params.set(name, String(value))
  return params.size === 0 ? '' : `?${params.toString()}`
}
