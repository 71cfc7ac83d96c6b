import { AppError } from '#shared/errors.ts'
import type { Client } from '#main/runcomfy/client.ts'
import type { Budget } from './budget.ts'

export type JobClient = Pick<Client, 'submit' | 'status' | 'result' | 'cancel'>

/**
 * The client of one account: every call takes its share of the budget, and once the account is refused (no valid key, or
 * nothing left to pay with) no further submit is made by this process: each would only be refused as well.
 */
export function createAccountClient(client: JobClient, budget: Budget): JobClient {
  let refused: AppError | null = null
  const guard = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call
    } catch (thrown) {
      if (thrown instanceof AppError && (thrown.code === 'account.key' || thrown.code === 'account.balance'))
        refused = thrown
      throw thrown
    }
  }
  return {
    async submit(modelId, body, options) {
      await budget.take(options?.signal)
      if (refused !== null) throw refused
      return guard(client.submit(modelId, body, options))
    },
    async status(requestId, options) {
      await budget.take(options?.signal)
      return client.status(requestId, options)
    },
    async result(requestId, options) {
      await budget.take(options?.signal)
      return client.result(requestId, options)
    },
    async cancel(requestId) {
      await budget.take()
      return client.cancel(requestId)
    },
  }
}
