import type { Media } from '#shared/ports/value.ts'
import type { Assets, Clock } from '#shared/services.ts'
import type { Result } from './jobClient.ts'
import type { JobClient } from './jobClient.ts'
import { WHOLE } from './job.ts'

/** A result as jobs read it: where it could be read in part only, all of it is in the library. */
export interface SavedResult extends Omit<Result, 'text'> {
  readonly whole?: Media
}

/** As `JobClient`, but that an answer which is too much to be read whole is kept before anybody sees it. */
export interface KeepingClient extends Omit<JobClient, 'result'> {
  /** Rejects, besides, with `file.unwritable` where the answer cannot be kept. */
  result(...words: Parameters<JobClient['result']>): Promise<SavedResult>
}

export function keepAnswers(
  client: JobClient,
  { assets, clock }: { readonly assets: Pick<Assets, 'put'>; readonly clock: Pick<Clock, 'now'> },
): KeepingClient {
  return {
    ...client,
    async result(requestId, options) {
      const { text, ...result } = await client.result(requestId, options)
      if (text === undefined || result.phase !== 'completed') return result
      const origin = { from: 'job', requestId, url: '', at: clock.now() } as const
      const known = { mime: 'application/json', name: WHOLE }
      return { ...result, whole: await assets.put(Buffer.from(text), 'file', origin, known) }
    },
  }
}
