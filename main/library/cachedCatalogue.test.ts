import { expect, test } from 'vitest'
import { testFolder } from '../platform/testing/testFolder.ts'
import type { EndpointToCache } from './cachedCatalogue.ts'
import { createCachedCatalogue, listPrices } from './cachedCatalogue.ts'
import { openDatabase } from './database.ts'

const entry = (engine: string, modelId: string): EndpointToCache => ({
  engine,
  modelId,
  title: 'Paint',
  category: 'Image',
  keywords: ['draw'],
  help: '',
  sha256: 'a1',
  endpoint: '{}',
  ports: '{"inputs":[],"outputs":[]}',
  prices: { usd: 0.5 },
})

function open() {
  const database = openDatabase({ home: testFolder(), writer: true })
  return { database, cached: createCachedCatalogue(database) }
}

test('catalogues are stored by engine, with their prices and the time they were fetched', () => {
  const { database, cached } = open()
  cached.replace('b', [entry('b', 'm/2'), entry('b', 'm/1')], 5)
  cached.replace('a', [{ ...entry('a', 'm/1'), prices: undefined }], 6)
  expect(cached.list().map(({ engine, modelId }) => `${engine} ${modelId}`)).toEqual([
    'a m/1',
    'b m/1',
    'b m/2',
  ])
  const { prices: _, ...row } = entry('a', 'm/1')
  expect(cached.list()[0]).toEqual(row)
  expect([cached.prices('b', 'm/1'), cached.prices('a', 'm/1'), cached.prices('c', 'm/1')]).toEqual([
    { usd: 0.5 },
    null,
    null,
  ])
  expect([cached.fetchedAt('a'), cached.fetchedAt('b'), cached.fetchedAt('c')]).toEqual([6, 5, null])
  database.close()
})

test('a catalogue is replaced as a whole or stays as it was', () => {
  const { database, cached } = open()
  cached.replace('a', [entry('a', 'm/1'), entry('a', 'm/2')], 5)
  expect(() => cached.replace('a', [entry('a', 'm/3'), entry('a', 'm/3')], 6)).toThrow('catalogue')
  expect(cached.list().map(({ modelId }) => modelId)).toEqual(['m/1', 'm/2'])
  cached.replace('a', [entry('a', 'm/3')], 7)
  expect(cached.list().map(({ modelId }) => modelId)).toEqual(['m/3'])
  database.close()
})

test('a price is stored with its endpoint, or with a row of its own, and outlives the next catalogue', () => {
  const { database, cached } = open()
  cached.replace('a', [{ ...entry('a', 'm/1'), prices: undefined }], 5)
  const { prices: _, ...row } = entry('a', 'm/2')
  cached.savePrices('a', [
    { modelId: 'm/1', prices: { usd: 1 }, row: null },
    { modelId: 'm/2', prices: { usd: 2 }, row },
    { modelId: 'm/3', prices: { usd: 3 }, row: null },
  ])
  const all = () => ['m/1', 'm/2', 'm/3'].map((modelId) => cached.prices('a', modelId))
  expect(all()).toEqual([{ usd: 1 }, { usd: 2 }, null])
  expect(listPrices(database)).toEqual([
    { engine: 'a', modelId: 'm/1', prices: { usd: 1 } },
    { engine: 'a', modelId: 'm/2', prices: { usd: 2 } },
  ])
  expect(cached.fetchedAt('a')).toBe(5)
  cached.savePrices('a', [{ modelId: 'm/2', prices: { usd: 4 }, row }])
  cached.replace('a', [{ ...entry('a', 'm/1'), prices: undefined }, entry('a', 'm/2')], 6)
  expect(all()).toEqual([{ usd: 1 }, { usd: 0.5 }, null])
  cached.savePrices('b', [{ modelId: 'm/2', prices: { usd: 4 }, row: { ...row, engine: 'b' } }])
  expect(cached.fetchedAt('b')).toBeNull()
  database.close()
})

test('prices that are not as they were written are no prices', () => {
  const { database, cached } = open()
  cached.replace('a', [entry('a', 'm/1')], 5)
  database.write(`UPDATE catalogue SET prices = '{'`)
  expect(cached.prices('a', 'm/1')).toBeNull()
  database.close()
})
