import { AppError } from '#shared/errors.ts'
import type { JobClient, SubmitQuery } from './jobClient.ts'
import type { TokenBucket } from './tokenBucket.ts'
import type { Refusal } from './refusal.ts'
import { createRefusal } from './refusal.ts'

/** Requests per second to one account, and the burst after a pause: fifty parallel jobs need not wait. */
export const accountBudget = { rate: 100, burst: 300 } as const

/**
 * The client of one account: every call takes its share of the budget, a submit when it is admitted, so that a kill in
 * a long wait leaves a job that certainly was not sent. Once the account is refused (no valid key, or no balance) no
 * further submit is made until `refusal` is reset: each would only be refused as well.
 */
export function createAccountClient(
  client: JobClient,
  budget: TokenBucket,
  refusal: Refusal = createRefusal(),
): JobClient {
  const guard = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call
    } catch (thrown) {
      if (thrown instanceof AppError && (thrown.code === 'account.key' || thrown.code === 'account.balance'))
        refusal.set(thrown)
      throw thrown
    }
  }
  return {
    // A submit that will be refused need not wait for the budget.
    admit: async (signal) => (refusal.error === null ? budget.acquire(signal) : undefined),
    async submit(modelId, body, options) {
      if (refusal.error !== null) throw refusal.error
      return guard(client.submit(modelId, body, options))
    },
    async status(request, options) {
      await budget.acquire(options?.signal)
      return client.status(request, options)
    },
    async result(request, options) {
      await budget.acquire(options?.signal)
      return client.result(request, options)
    },
    ...(client.findSubmits && {
      findSubmits: async (query: SubmitQuery) => {
        await budget.acquire(query.signal)
        return client.findSubmits?.(query) ?? []
      },
    }),
    async cancel(request) {
      await budget.acquire()
      return client.cancel(request)
    },
  }
}
