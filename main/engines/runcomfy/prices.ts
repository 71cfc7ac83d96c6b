import { AppError } from '#shared/errors.ts'
import type { EnginePrices, PublishedPrice } from '../engine.ts'
import type { Client } from './client.ts'

/** RunComfy's list prices, which its catalogue has. They are what a job costs at least: options may cost more. */
export const createRunComfyPrices = (client: Pick<Client, 'model'>): EnginePrices => ({
  async unitPrices(modelIds, signal) {
    const found = new Map<string, PublishedPrice>()
    for (const modelId of new Set(modelIds)) {
      const price = await priceOf(client, modelId, signal)
      if (price !== null) found.set(modelId, price)
    }
    return found
  },
})

async function priceOf(
  client: Pick<Client, 'model'>,
  modelId: string,
  signal: AbortSignal | undefined,
): Promise<PublishedPrice | null> {
  try {
    const { basePrice: price, priceUnit: unit } = await client.model(modelId, { signal })
    return price === null || unit === null ? null : { price, unit, currency: 'USD' }
  } catch (thrown) {
    // It is in no catalogue: the others still are.
    if (thrown instanceof AppError && thrown.code === 'input.invalid') return null
    throw thrown
  }
}
