import type { Clock } from '#shared/services.ts'
import type { JobClient, RequestRef, Status } from '#main/jobs/jobClient.ts'
import type { ApiAnswer } from '#main/network/apiClient.ts'
import { ExchangeError } from '#main/network/exchangeError.ts'
import { readRetryAfter } from '../answers/retryAfter.ts'
import type { SendCall } from '../answers/sendCall.ts'
import { createSendCall } from '../answers/sendCall.ts'
import { createFindSubmits } from './findSubmits.ts'
import type { FalEgress } from './origins.ts'
import type { FullStatus } from './readAnswer.ts'
import { isOfAnother, readCancelled, readFullStatus } from './readAnswer.ts'
import { readFailure } from './readFailure.ts'
import type { FindUnitPrice } from './readResult.ts'
import { createReadResult } from './readResult.ts'
import { readSubmitAnswer, readSubmitBreak } from './readSubmit.ts'
import { locateRequest, submitPath } from './requestPath.ts'

export interface FalClientOptions {
  readonly egress: Pick<FalEgress, 'apis'>
  readonly clock: Pick<Clock, 'now'>
  /** For the costs of results, which are unknown without it. */
  readonly unitPrice?: FindUnitPrice
}

/** How many ended requests are remembered. */
const MAX_ENDED = 1000

/** fal's queue: the calls of a job. */
export type FalClient = Omit<JobClient, 'admit'> & Required<Pick<JobClient, 'findSubmits'>>

/** Reads the answers of fal's calls that may be made again. */
export const createFalSend = (clock: Pick<Clock, 'now'>): SendCall =>
  createSendCall({ readFailure, wait: waitOf(clock), isOfAnother })

const waitOf =
  (clock: Pick<Clock, 'now'>) =>
  ({ retryAfter, date }: ApiAnswer): number | null =>
    readRetryAfter(retryAfter, date, clock.now())

/** The tag by which a request of ours is recognized. A value that the gateway would drop is not sent. */
const tagOf = (marker: string | undefined): Readonly<Record<string, string>> =>
  marker !== undefined && /^[A-Za-z0-9._-]{1,128}$/.test(marker) ? { 'x-fal-tags': `patchbay=${marker}` } : {}

export function createFalClient({ egress: { apis }, clock, unitPrice }: FalClientOptions): FalClient {
  const send = createFalSend(clock)
  const wait = waitOf(clock)

  /** By request, the statuses of jobs that have ended: they stay. */
  const ended = new Map<string, FullStatus>()

  async function fullStatus(request: RequestRef, signal?: AbortSignal): Promise<FullStatus> {
    const { requestId } = request
    const { api, path } = locateRequest(request, 'status', apis)
    const sent = api.get(path, { signal })
    const status = await send({ call: 'status', host: api.host, sent, read: readFullStatus, requestId })
    if (ended.size >= MAX_ENDED) ended.clear()
    if (status.phase === 'completed' || status.phase === 'failed') ended.set(requestId, status)
    return status
  }

  return {
    async submit(modelId, body, { signal, marker } = {}) {
      const path = submitPath(modelId)
      let answer: ApiAnswer
      try {
        answer = await apis.queue.post(path, body, { signal, headers: tagOf(marker) })
      } catch (thrown) {
        if (thrown instanceof ExchangeError) return readSubmitBreak(thrown, apis.queue.host)
        throw thrown
      }
      return readSubmitAnswer(answer, wait(answer))
    },
    async status(request, { signal } = {}): Promise<Status> {
      const { error: _, ...status } = await fullStatus(request, signal)
      return status
    },
    result: createReadResult({
      apis,
      send,
      status: async (request, signal) => ended.get(request.requestId) ?? fullStatus(request, signal),
      unitPrice,
    }),
    async cancel(request) {
      const { api, path } = locateRequest(request, 'cancel', apis)
      const sent = api.put(path)
      try {
        return await send({
          call: 'cancel',
          host: api.host,
          sent,
          read: readCancelled,
          requestId: request.requestId,
        })
      } catch (thrown) {
        // That it is done already is a clear answer, with the status of an error.
        const answer = await sent.catch(() => null)
        const done = answer?.status === 400 && /"ALREADY_COMPLETED"/.test(answer.text)
        if (!done) throw thrown
        return { outcome: 'not_cancellable', word: 'already_completed', phase: 'completed' }
      }
    },
    findSubmits: createFindSubmits({ api: apis.platform, send }),
  }
}
