import { expect, test } from 'vitest'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { jsonAnswer } from '#main/network/rawServer.ts'
import { createFalSend } from './client.ts'
import { failure, talk } from './clientFixture.ts'
import { createFalPrices } from './prices.ts'

const lineOf = (...ids: readonly string[]): string =>
  `GET /v1/models/pricing?endpoint_id=${encodeURIComponent(ids.join(','))}`
const entry = (endpoint_id: string, unit_price: unknown = 0.025) => ({
  endpoint_id,
  unit_price,
  unit: 'megapixels',
  currency: 'USD',
})
const price = { price: 0.025, unit: 'megapixels', currency: 'USD' }

async function pricesOf(answers: Readonly<Record<string, string>>) {
  const clock = fakeClock(0)
  const { egress, requested } = await talk(answers)
  return { prices: createFalPrices({ egress, send: createFalSend(clock), clock }), clock, requested }
}

test('a price is requested once an hour', async () => {
  const { prices, clock, requested } = await pricesOf({
    [lineOf('a/b')]: jsonAnswer(200, { prices: [entry('a/b')], has_more: false }),
  })
  expect(await prices.unitPrice('a/b')).toEqual(price)
  expect(await prices.unitPrice('a/b')).toEqual(price)
  expect(requested()).toHaveLength(1)
  await clock.advance(3_600_000)
  await prices.unitPrice('a/b')
  expect(requested()).toHaveLength(2)
})

test('an endpoint without a published price has none, which is remembered too', async () => {
  const { prices, requested } = await pricesOf({ [lineOf('a/b')]: jsonAnswer(200, { prices: [] }) })
  expect([await prices.unitPrice('a/b'), await prices.unitPrice('a/b')]).toEqual([null, null])
  expect(requested()).toHaveLength(1)
})

test('many prices come in few calls, and only those that are not known', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `a/${index}`)
  const { prices, requested } = await pricesOf({
    [lineOf('a/0')]: jsonAnswer(200, { prices: [entry('a/0')] }),
    [lineOf(...ids.slice(1, 51))]: jsonAnswer(200, { prices: ids.slice(1, 51).map((id) => entry(id)) }),
    [lineOf(...ids.slice(51))]: jsonAnswer(200, { prices: [] }),
  })
  await prices.unitPrice('a/0')
  const found = await prices.unitPrices([...ids, 'a/1'])
  expect([...found.keys()]).toEqual(ids.slice(0, 51))
  expect(requested()).toHaveLength(3)
})

test('an entry that cannot be read has no price', async () => {
  const { prices } = await pricesOf({
    [lineOf('a/b', 'c/d', 'e/f')]: jsonAnswer(200, {
      prices: [7, entry('a/b', -1), entry('c/d', '1'), entry('e/f')],
    }),
  })
  expect([...(await prices.unitPrices(['a/b', 'c/d', 'e/f'])).keys()]).toEqual(['e/f'])
})

test('an endpoint that fal does not know leaves the others their prices', async () => {
  const missing = jsonAnswer(404, { error: { type: 'not_found', message: 'no such endpoint' } })
  const { prices, requested } = await pricesOf({
    [lineOf('a/b', 'gone')]: missing,
    [lineOf('a/b')]: jsonAnswer(200, { prices: [entry('a/b')] }),
    [lineOf('gone')]: missing,
  })
  expect([...(await prices.unitPrices(['a/b', 'gone'])).keys()]).toEqual(['a/b'])
  expect([...(await prices.unitPrices(['a/b', 'gone'])).keys()]).toEqual(['a/b'])
  expect(requested()).toHaveLength(3)
})

test('of a single endpoint that fal does not know, that is said: a key is tested by it', async () => {
  const { prices } = await pricesOf({ [lineOf('gone')]: jsonAnswer(404, { detail: 'Not found' }) })
  expect((await failure(prices.unitPrice('gone'))).code).toBe('input.invalid')
})

test('a failure is not remembered', async () => {
  const answers: Record<string, string> = { [lineOf('a/b')]: jsonAnswer(401, { detail: 'Unauthorized' }) }
  const { prices } = await pricesOf(answers)
  expect((await failure(prices.unitPrice('a/b'))).code).toBe('account.key')
  answers[lineOf('a/b')] = jsonAnswer(200, { prices: [entry('a/b')] })
  expect(await prices.unitPrice('a/b')).toEqual(price)
})
