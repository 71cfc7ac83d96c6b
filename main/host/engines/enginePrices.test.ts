import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { UnitPrice } from '#shared/pricing/unitPrice.ts'
import { silentLog } from '#shared/services.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import type { PublishedPrice } from '../../engines/engine.ts'
import { fakeEngine } from '../testing/fakeEngine.ts'
import { asUnitPrices, createUnitPrices } from './enginePrices.ts'

const HOUR = 60 * 60_000
const perImage: PublishedPrice = { price: 0.025, unit: 'images', currency: 'USD' }

/** An engine whose answers the test decides, with what was asked, stored and logged. */
function start(answer: (modelIds: readonly string[]) => Promise<ReadonlyMap<string, PublishedPrice>>) {
  const clock = fakeClock(1000)
  const stored = new Map<string, UnitPrice>()
  const asked: (readonly string[])[] = []
  const warned: string[] = []
  const signals: (AbortSignal | undefined)[] = []
  const prices = createUnitPrices({
    engine: fakeEngine({ capabilities: { ...fakeEngine().capabilities, quote: 'unit price' } }),
    prices: {
      unitPrices(modelIds, signal) {
        asked.push(modelIds)
        signals.push(signal)
        return answer(modelIds)
      },
    },
    saved: {
      price: (_, modelId) => stored.get(modelId) ?? null,
      savePrices: (_, found) => found.forEach((price, modelId) => stored.set(modelId, price)),
    },
    clock,
    log: { ...silentLog, warn: (event) => warned.push(event) },
  })
  return { prices, clock, stored, asked, warned, signals }
}

const always = (): Promise<ReadonlyMap<string, PublishedPrice>> => Promise.resolve(new Map([['a', perImage]]))

test('a price is asked for in the background, stored with its date, and asked for again after a day', async () => {
  const { prices, clock, asked } = start(always)
  prices.refresh(['a', 'a'])
  expect(prices.of('a')).toBeNull()
  await clock.settle()
  expect(prices.of('a')).toEqual({
    price: '0.025',
    unit: 'images',
    currency: 'USD',
    atLeast: false,
    at: 1000,
  })
  await clock.advance(24 * HOUR - 1)
  prices.refresh(['a'])
  expect(asked).toEqual([['a']])
  await clock.advance(1)
  prices.refresh(['a'])
  expect(asked).toHaveLength(2)
})

test('a failure leaves what is stored, is logged, and is not repeated at once', async () => {
  const { prices, clock, stored, asked, warned } = start(() =>
    Promise.reject(new AppError('engine.unreachable', 'no')),
  )
  stored.set('a', { price: '1', unit: 'images', currency: 'USD', atLeast: false, at: -48 * HOUR })
  prices.refresh(['a'])
  await clock.settle()
  prices.refresh(['a'])
  expect([asked.length, warned, prices.of('a')?.price]).toEqual([1, ['prices.unread'], '1'])
  await clock.advance(10 * 60_000)
  prices.refresh(['a'])
  expect(asked).toHaveLength(2)
})

test('a model without a price is not asked about with each estimate', async () => {
  const { prices, clock, asked } = start(() => Promise.resolve(new Map()))
  prices.refresh(['a'])
  await clock.settle()
  prices.refresh(['a', 'b'])
  expect(asked).toEqual([['a'], ['b']])
})

test('closing ends the call, and what comes later is not stored', async () => {
  const answer = Promise.withResolvers<ReadonlyMap<string, PublishedPrice>>()
  const { prices, clock, stored, warned, signals } = start(() => answer.promise)
  prices.refresh(['a'])
  prices.close()
  expect(signals[0]?.aborted).toBe(true)
  answer.resolve(new Map([['a', perImage]]))
  await clock.settle()
  prices.refresh(['b'])
  expect([stored.size, warned, signals.length]).toEqual([0, [], 1])
})

test('a list price is a lower bound, a unit price is not, and what is no amount is left out', () => {
  const published = new Map([
    ['a', perImage],
    ['b', { ...perImage, price: Number.NaN }],
    ['c', { ...perImage, price: -1 }],
  ])
  const of = (quote: 'list price' | 'unit price') =>
    asUnitPrices(fakeEngine({ capabilities: { ...fakeEngine().capabilities, quote } }), published, 5)
  expect([...of('list price')]).toEqual([
    ['a', { price: '0.025', unit: 'images', currency: 'USD', atLeast: true, at: 5 }],
  ])
  expect(of('unit price').get('a')?.atLeast).toBe(false)
})
