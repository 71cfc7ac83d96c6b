import { AppError } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'
import type { JobClient, RequestRef, Result } from '#main/jobs/jobClient.ts'
import type { ApiAnswer } from '#main/network/apiClient.ts'
import { caps } from '#main/network/limits.ts'
import type { SendCall } from '../answers/sendCall.ts'
import type { PublishedPrice } from '../engine.ts'
import { costOf } from './cost.ts'
import type { FalEgress } from './origins.ts'
import type { FullStatus } from './readAnswer.ts'
import { readFullStatus, readJobFailure, resultWithout } from './readAnswer.ts'
import { locateRequest } from './requestPath.ts'

/** What an endpoint charges for a unit; null if not known. */
export type FindUnitPrice = (modelId: string, signal?: AbortSignal) => Promise<PublishedPrice | null>

interface ResultTools {
  readonly apis: FalEgress['apis']
  readonly send: SendCall
  /** The status of the request; of one that has ended, as it was read before. */
  status(request: RequestRef, signal?: AbortSignal): Promise<FullStatus>
  /** Its failures leave a cost unknown. */
  readonly unitPrice: FindUnitPrice | undefined
}

/**
 * The result call. fal returns a model's output without a wrapper, its units in a header, and the failure of a job as
 * the failure of this call: only with the status is it clear what an unsuccessful answer is about.
 */
export function createReadResult({ apis, send, status, unitPrice }: ResultTools): JobClient['result'] {
  /** Null if it is not known, whatever the reason: a result is delivered nevertheless. */
  async function priceOf(modelId: string, signal?: AbortSignal): Promise<PublishedPrice | null> {
    try {
      return (await unitPrice?.(modelId, signal)) ?? null
    } catch (thrown) {
      if (thrown instanceof AppError || thrown === signal?.reason) return null
      throw thrown
    }
  }

  async function readOutput(
    { modelId }: RequestRef,
    { output, whole, answer }: { output: Json; whole: string | null; answer: ApiAnswer },
    signal?: AbortSignal,
  ): Promise<Result> {
    const early = answer.status === 202 ? readFullStatus(output) : null
    if (early !== null) return resultWithout(early.word, early.phase)
    const units = answer.headers['x-fal-billable-units']
    const { cost, odd } = costOf(units, units === undefined ? null : await priceOf(modelId, signal))
    return {
      ...resultWithout('completed', 'completed'),
      output,
      cost,
      ...(odd !== undefined && { oddCost: odd }),
      ...(whole !== null && { text: whole }),
    }
  }

  /** An answer without a result: of a job that has not ended, of one that failed, or of neither. */
  async function readWithout(
    request: RequestRef,
    answer: ApiAnswer,
    error: AppError,
    signal?: AbortSignal,
  ): Promise<Result> {
    const standing = await status(request, signal)
    const ended = standing.phase === 'completed' || standing.phase === 'failed'
    if (!ended) return resultWithout(standing.word, standing.phase)
    const failure = readJobFailure(answer, standing)
    if (failure !== null) return failure
    // Only the status of a job ends it.
    throw error.code === 'job.failed'
      ? new AppError('engine.failed', error.message, { data: error.data, cause: error })
      : error
  }

  /** `isSecond`: the job has ended since it was read first. */
  async function read(request: RequestRef, signal?: AbortSignal, isSecond = false): Promise<Result> {
    const { requestId } = request
    const { api, path } = locateRequest(request, 'result', apis)
    const sent = api.get(path, { signal, cap: caps.result })
    let found
    try {
      const take = (output: Json, whole: string | null, answer: ApiAnswer) => ({ output, whole, answer })
      found = await send({ call: 'result', host: api.host, sent, read: take, requestId, output: 'bare' })
    } catch (thrown) {
      const answer = await sent.catch(() => null)
      const unsuccessful = answer !== null && answer.status >= 400
      if (!unsuccessful || !(thrown instanceof AppError)) throw thrown
      const without = await readWithout(request, answer, thrown, signal).catch((error: unknown) => {
        // `Request is still in progress`, of one that has ended while its status was read.
        if (isSecond || answer.status !== 400) throw error
        return null
      })
      return without ?? read(request, signal, true)
    }
    return readOutput(request, found, signal)
  }

  return async (request, { signal } = {}) => read(request, signal)
}
