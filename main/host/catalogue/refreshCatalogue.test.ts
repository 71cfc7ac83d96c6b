import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import type { EngineConnection, PublishedEntry } from '../../engines/engine.ts'
import runcomfy from '../../engines/runcomfy/engine.ts'
import type { ConfiguredEngine } from '../engines/configuredEngines.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { createRefreshCatalogue } from './refreshCatalogue.ts'

/** An engine whose connection has this catalogue, and what was stored. */
function start(catalogue: EngineConnection['catalogue']) {
  const story: string[] = []
  const stored: CatalogueEntry[] = []
  const connect = async (): Promise<EngineConnection> => {
    story.push('connect')
    const connection: Partial<EngineConnection> = {
      ...(catalogue && { catalogue }),
      close: () => void story.push('close'),
    }
    // The cast: the rest of a connection is not used here.
    return connection as EngineConnection
  }
  const key: Pick<ConfiguredEngine['key'], 'get'> = { get: () => null }
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
    },
    configured: { get: () => engine as ConfiguredEngine },
    clock: fakeClock(0),
  })
  return { refresh, story, stored }
}

test('a catalogue is fetched without a key, and stored when all of it has come', async () => {
  const { refresh, story, stored } = start(async function* (): AsyncGenerator<PublishedEntry> {
    yield { endpoint: 1 }
    yield { endpoint: 2, prices: { unit: 'images' } }
  })
  expect(await refresh('acme')).toEqual({ stored: 2, leftOut: 0 })
  expect(stored).toEqual([{ endpoint: 1 }, { endpoint: 2, prices: { unit: 'images' } }])
  expect(story).toEqual(['connect', 'close'])
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
