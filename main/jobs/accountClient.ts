import { AppError } from '#shared/errors.ts'
import type { JobClient, SubmitQuery } from './jobClient.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { TokenBucket } from './tokenBucket.ts'
import type { Refusal } from './refusal.ts'
import { createRefusal } from './refusal.ts'

/**
 * The client of one account: every call takes its share of the budget, a submit when it is admitted, so that a kill in
 * a long wait leaves a job that certainly was not sent. Once the account is refused (no valid key, or no balance) no
 * further submit is made until `refusal` is reset: each would only be refused as well. Its error names `engine`.
 */
export function createAccountClient(
  client: JobClient,
  budget: TokenBucket,
  refusal: Refusal = createRefusal(),
  engine?: EngineId,
): JobClient {
  const guard = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      if (thrown.code !== 'account.key' && thrown.code !== 'account.balance') throw thrown
      const refused = engine === undefined ? thrown : ofEngine(engine, thrown)
      refusal.set(refused)
      throw refused
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

/** The same error with the engine that refused. */
const ofEngine = (engine: EngineId, error: AppError): AppError =>
  new AppError(error.code, error.message, { data: { ...error.data, engine }, cause: error })
