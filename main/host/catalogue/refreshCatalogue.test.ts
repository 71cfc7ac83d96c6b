import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { UnitPrice } from '#shared/pricing/unitPrice.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import type { EngineConnection, PublishedEntry } from '../../engines/engine.ts'
import runcomfy from '../../engines/runcomfy/engine.ts'
import type { ConfiguredEngine } from '../engines/configuredEngines.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { createRefreshCatalogue } from './refreshCatalogue.ts'

/** An engine whose connection has this catalogue, and what was stored. */
function start(
  catalogue: EngineConnection['catalogue'],
  prices: EngineConnection['prices'] = null,
  token: string | null = null,
) {
  const story: string[] = []
  const stored: CatalogueEntry[] = []
  const priced = new Map<string, UnitPrice>()
  const connect = async (): Promise<EngineConnection> => {
    story.push('connect')
    const connection: Partial<EngineConnection> = {
      ...(catalogue && { catalogue }),
      prices,
      close: () => void story.push('close'),
    }
    // The cast: the rest of a connection is not used here.
    return connection as EngineConnection
  }
  const key: Pick<ConfiguredEngine['key'], 'get'> = { get: () => token }
  const engine: Pick<ConfiguredEngine, 'definition' | 'address' | 'key'> = {
    definition: { ...runcomfy, title: 'Acme', connect },
    // The casts: only these members are used here.
    address: { url: () => new URL('https://acme.example') } as ConfiguredEngine['address'],
    key: key as ConfiguredEngine['key'],
  }
  const refresh = createRefreshCatalogue({
    catalogue: {
      replace(_, entries) {
        stored.push(...entries)
        return { stored: stored.length, leftOut: 0 }
      },
      savePrices: (_, found) => found.forEach((price, modelId) => priced.set(modelId, price)),
    },
    configured: { get: () => engine as ConfiguredEngine },
    clock: fakeClock(0),
  })
  return { refresh, story, stored, priced }
}

test('a catalogue is fetched without a key, and stored when all of it has come', async () => {
  const { refresh, story, stored } = start(async function* (): AsyncGenerator<PublishedEntry> {
    yield { endpoint: 1 }
    yield { endpoint: 2, price: { price: 0.5, unit: 'output', currency: 'USD' } }
  })
  expect(await refresh('acme')).toEqual({ stored: 2, leftOut: 0 })
  const prices = { price: '0.5', unit: 'output', currency: 'USD', atLeast: true, at: 0 }
  expect(stored).toEqual([{ endpoint: 1 }, { endpoint: 2, prices }])
  expect(story).toEqual(['connect', 'close'])
})

test('with a key the prices are fetched after it, and the catalogue is stored without them too', async () => {
  const one = { price: 0.025, unit: 'images', currency: 'USD' }
  const entries = async function* (): AsyncGenerator<PublishedEntry> {
    yield { endpoint: { modelId: 'a/b' } }
    yield { endpoint: 2 }
  }
  const asked: (readonly string[])[] = []
  const unitPrices = (modelIds: readonly string[]) => {
    asked.push(modelIds)
    return Promise.resolve(new Map([['a/b', one]]))
  }
  const priced = start(entries, { unitPrices }, 'key')
  await priced.refresh('acme')
  expect(asked).toEqual([['a/b']])
  expect(priced.priced.get('a/b')).toMatchObject({ price: '0.025', unit: 'images', at: 0 })
  await start(entries, { unitPrices }, null).refresh('acme')
  expect(asked).toHaveLength(1)
  const broken = { unitPrices: () => Promise.reject(new AppError('engine.failed', 'broken')) }
  expect(await start(entries, broken, 'key').refresh('acme')).toEqual({ stored: 2, leftOut: 0 })
})

test('a catalogue that breaks off changes nothing', async () => {
  const broken = new AppError('engine.failed', 'broken')
  const { refresh, story, stored } = start(async function* (): AsyncGenerator<PublishedEntry> {
    yield { endpoint: 1 }
    throw broken
  })
  await expect(refresh('acme')).rejects.toBe(broken)
  expect([stored, story]).toEqual([[], ['connect', 'close']])
})

test('two requests at the same time are one, and a later one is another', async () => {
  const { refresh, story } = start(async function* (): AsyncGenerator<PublishedEntry> {})
  await Promise.all([refresh('acme'), refresh('acme')])
  await refresh('acme')
  expect(story).toEqual(['connect', 'close', 'connect', 'close'])
})

test('an engine without a catalogue says so', async () => {
  const { refresh, story } = start(undefined)
  await expect(refresh('acme')).rejects.toMatchObject({
    code: 'input.invalid',
    message: 'Acme publishes no catalogue that Patchbay reads.',
  })
  expect(story).toEqual(['connect', 'close'])
})
