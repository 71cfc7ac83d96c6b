import type { Media } from '#shared/ports/value.ts'
import type { Assets, Clock } from '#shared/services.ts'
import type { Result } from './jobClient.ts'
import type { JobClient } from './jobClient.ts'
import { WHOLE } from './job.ts'

/** A result as jobs read it: if only a part could be read, the whole is in the library. */
export interface SavedResult extends Omit<Result, 'text'> {
  readonly whole?: Media
}

/** Like `JobClient`, but an answer that is too large to be read whole is stored before it is returned. */
export interface KeepingClient extends Omit<JobClient, 'result'> {
  /** Also rejects with `file.unwritable` if the answer cannot be stored. */
  result(...words: Parameters<JobClient['result']>): Promise<SavedResult>
}

export function keepAnswers(
  client: JobClient,
  { assets, clock }: { readonly assets: Pick<Assets, 'put'>; readonly clock: Pick<Clock, 'now'> },
): KeepingClient {
  return {
    ...client,
    async result(request, options) {
      const { text, ...result } = await client.result(request, options)
      if (text === undefined || result.phase !== 'completed') return result
      const origin = { from: 'job', requestId: request.requestId, url: '', at: clock.now() } as const
      const known = { mime: 'application/json', name: WHOLE }
      return { ...result, whole: await assets.put(Buffer.from(text), 'file', origin, known) }
    },
  }
}
