import { AppError } from '#shared/errors.ts'
import type { Log } from '#shared/services.ts'
import type { Download } from '../network/download.ts'
import type { JobClient, SubmitQuery } from './jobClient.ts'

/** The maximum number of calls whose consecutive failures are counted. */
const MAX_COUNTED = 1000

/**
 * The same client, with each failed call in the log: which call, of which request or model, how many times in a row,
 * and the error codes. Never what was sent or answered.
 */
export function logClient(client: JobClient, log: Log): JobClient {
  const attempts = new Map<string, number>()

  async function logged<T>(
    call: string,
    of: string,
    signal: AbortSignal | undefined,
    made: Promise<T>,
  ): Promise<T> {
    const key = `${call} ${of}`
    try {
      const answer = await made
      attempts.delete(key)
      return answer
    } catch (thrown) {
      if (signal?.aborted === true) throw thrown
      const attempt = (attempts.get(key) ?? 0) + 1
      if (attempts.size >= MAX_COUNTED) attempts.clear()
      attempts.set(key, attempt)
      const status = thrown instanceof AppError ? thrown.data['status'] : undefined
      const code = thrown instanceof AppError ? thrown.code : 'internal'
      log.warn('engine.failed', { call, of, attempt, code, status, error: thrown })
      throw thrown
    }
  }

  return {
    ...client,
    submit: async (model, body, options) =>
      logged('submit', model, options?.signal, client.submit(model, body, options)),
    status: async (request, options) =>
      logged('status', request.requestId, options?.signal, client.status(request, options)),
    result: async (request, options) =>
      logged('result', request.requestId, options?.signal, client.result(request, options)),
    ...(client.findSubmits && {
      findSubmits: async (query: SubmitQuery) =>
        logged('list', query.modelId, query.signal, client.findSubmits?.(query) ?? Promise.resolve([])),
    }),
    cancel: async (request) => logged('cancel', request.requestId, undefined, client.cancel(request)),
  }
}

/** The same download, with each failure in the log, by the name of the server. */
export const logDownloads =
  (download: Download, log: Log): Download =>
  async (url, options) => {
    try {
      return await download(url, options)
    } catch (thrown) {
      if (options.signal?.aborted !== true) log.warn('download.failed', { host: hostOf(url), error: thrown })
      throw thrown
    }
  }

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'none')
