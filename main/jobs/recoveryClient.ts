import type { RequestRef, SubmitQuery } from './jobClient.ts'
import type { KeepingClient } from './keepAnswer.ts'
import type { RateLimiter } from './rateLimiter.ts'

/** Finished outputs may expire, so they come first; then each job is polled once, before any is polled again. */
const URGENCY = { result: 0, first: 1, again: 2 } as const

/**
 * The client for the jobs that an earlier process left, by their `requests`. A thousand of them would poll at the same
 * time: until each was polled, their calls go through the rate limiter one after the other, with the fetching of
 * results first.
 */
export function createRecoveryClient(
  client: KeepingClient,
  rateLimiter: RateLimiter,
  requests: Iterable<string>,
): KeepingClient {
  const unasked = new Set(requests)
  const waitForTurn = async (
    { requestId }: RequestRef,
    urgency: number,
    signal?: AbortSignal,
  ): Promise<void> => {
    if (unasked.size > 0) await rateLimiter.pass(urgency, signal)
    unasked.delete(requestId)
  }
  const urgencyOf = ({ requestId }: RequestRef): number =>
    unasked.has(requestId) ? URGENCY.first : URGENCY.again
  return {
    ...client,
    ...(client.findSubmits && {
      findSubmits: async (query: SubmitQuery) => {
        await rateLimiter.pass(URGENCY.first, query.signal)
        return client.findSubmits?.(query) ?? []
      },
    }),
    async status(request, options) {
      await waitForTurn(request, urgencyOf(request), options?.signal)
      return client.status(request, options)
    },
    async result(request, options) {
      await waitForTurn(request, URGENCY.result, options?.signal)
      return client.result(request, options)
    },
    async cancel(request) {
      await waitForTurn(request, urgencyOf(request))
      return client.cancel(request)
    },
  }
}
