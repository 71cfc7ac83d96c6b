import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { CatalogueEntry } from './readAnswer.ts'
import { createRunComfyPrices } from './prices.ts'

const entry = (change: Partial<CatalogueEntry>): CatalogueEntry => ({
  modelId: 'a/b',
  title: 'A',
  categories: [],
  basePrice: 0.03,
  priceUnit: 'output',
  pricingNote: null,
  schema: null,
  ...change,
})

/** The prices of a catalogue of which each model answers as given. */
const pricesOf = (models: Readonly<Record<string, CatalogueEntry | AppError>>) => {
  const asked: string[] = []
  const prices = createRunComfyPrices({
    model(modelId) {
      asked.push(modelId)
      const answer = models[modelId] ?? new AppError('input.invalid', 'The engine has no such model.')
      return answer instanceof AppError ? Promise.reject(answer) : Promise.resolve(answer)
    },
  })
  return { prices, asked }
}

test('each model is asked for once, and those without a price or its unit have none', async () => {
  const { prices, asked } = pricesOf({
    'a/b': entry({}),
    'c/d': entry({ basePrice: null }),
    'e/f': entry({ priceUnit: null }),
    'g/h': entry({ basePrice: 0.1, priceUnit: 'second' }),
  })
  expect([...(await prices.unitPrices(['a/b', 'a/b', 'c/d', 'e/f', 'gone', 'g/h']))]).toEqual([
    ['a/b', { price: 0.03, unit: 'output', currency: 'USD' }],
    ['g/h', { price: 0.1, unit: 'second', currency: 'USD' }],
  ])
  expect(asked).toEqual(['a/b', 'c/d', 'e/f', 'gone', 'g/h'])
})

test('a key that is refused ends the calls', async () => {
  const refused = new AppError('account.key', 'no')
  const { prices, asked } = pricesOf({ 'a/b': refused })
  await expect(prices.unitPrices(['a/b', 'c/d'])).rejects.toBe(refused)
  expect(asked).toEqual(['a/b'])
})
