import { expect, test } from 'vitest'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import { ENDPOINT_CAPS } from '#shared/catalogue/readEndpoint.ts'
import { silentLog } from '#shared/services.ts'
import { testNodes, textNode } from '#shared/testing/nodeTypes.ts'
import { createCachedCatalogue } from '../../library/cachedCatalogue.ts'
import { openDatabase } from '../../library/database.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'
import type { Catalogue } from './catalogue.ts'
import { CATALOGUE_CAPS, createCatalogue } from './catalogue.ts'
import { openRegistry } from './openRegistry.ts'

const paint = (name: string, change: object = {}) => ({
  engine: 'runcomfy',
  modelId: `acme/${name}`,
  title: `Paint ${name}`,
  category: 'Text to image',
  input: { properties: { prompt: { type: 'string' }, size: { type: 'integer', default: 8 } } },
  outputs: ['image'],
  ...change,
})
const bundled = [Endpoint.parse(paint('bundled'))]
const typeOf = (name: string): string => `runcomfy/acme/${name}`

interface Opened {
  readonly home: string
  readonly catalogue: Catalogue
  readonly logged: (readonly [string, unknown])[]
  /** As the next process finds it. */
  reopen(): Opened
}

function open(home = testFolder(), caps = CATALOGUE_CAPS): Opened {
  const database = openDatabase({ home, writer: true })
  const logged: (readonly [string, unknown])[] = []
  const catalogue = createCatalogue({
    types: [textNode],
    endpoints: bundled,
    cached: createCachedCatalogue(database),
    now: () => 7,
    caps,
    log: {
      ...silentLog,
      info: (event, data) => logged.push([event, data]),
      warn: (event, data) => logged.push([event, data]),
    },
  })
  return {
    home,
    catalogue,
    logged,
    reopen() {
      database.close()
      return open(home)
    },
  }
}

const titles = ({ catalogue }: Pick<Opened, 'catalogue'>): readonly string[] =>
  [...catalogue.registry().summaries()].map(({ title, model }) => model ?? title)

test('a host has the local node types, the endpoints of the product, and what was published', () => {
  const host = open()
  expect(titles(host)).toEqual(['Text', 'Paint bundled'])
  host.catalogue.replace('runcomfy', [{ endpoint: paint('b') }, { endpoint: paint('a') }])
  expect(titles(host)).toEqual(['Text', 'Paint bundled', 'Paint a', 'Paint b'])
  const type = host.catalogue.registry().get(typeOf('a'))
  expect(Object.keys(type?.inputs ?? {})).toEqual(['prompt', 'size'])
  expect(host.catalogue.registry().get(typeOf('a'))).toBe(type)
})

test('the next process has the same node types, in a registry of the same version', () => {
  const host = open()
  host.catalogue.replace('runcomfy', [{ endpoint: paint('a'), prices: { usd: 0.02 } }])
  const { version } = host.catalogue.registry()
  const next = host.reopen()
  expect(next.catalogue.registry().version).toBe(version)
  expect(next.catalogue.registry().published(typeOf('a'))).toEqual(
    host.catalogue.registry().published(typeOf('a')),
  )
})

test('a registry never changes: another catalogue is another registry, and who listens gets its version', () => {
  const { catalogue } = open()
  const versions: string[] = []
  const stop = catalogue.subscribe((version) => versions.push(version))
  const before = catalogue.registry()
  catalogue.replace('runcomfy', [{ endpoint: paint('a') }])
  const after = catalogue.registry()
  expect([before.has(typeOf('a')), after.has(typeOf('a'))]).toEqual([false, true])
  // The same once more: nothing has changed, and nothing is announced.
  catalogue.replace('runcomfy', [{ endpoint: paint('a') }])
  expect(catalogue.registry().version).toBe(after.version)
  stop()
  catalogue.replace('runcomfy', [])
  expect(catalogue.registry().version).toBe(before.version)
  expect(versions).toEqual([after.version])
})

test('a changed schema is another version', () => {
  const { catalogue } = open()
  catalogue.replace('runcomfy', [{ endpoint: paint('a') }])
  const { version } = catalogue.registry()
  catalogue.replace('runcomfy', [{ endpoint: paint('a', { input: { properties: {} } }) }])
  expect(catalogue.registry().version).not.toBe(version)
})

test('the ports of a stored endpoint are known without reading its schema', () => {
  const host = open()
  host.catalogue.replace('runcomfy', [{ endpoint: paint('a', { advanced: ['size'] }) }])
  const shape = {
    inputs: [
      { kind: 'text', list: false, advanced: false },
      { kind: 'integer', list: false, advanced: true },
    ],
    outputs: [{ kind: 'image', list: false, advanced: false }],
  }
  expect(host.catalogue.registry().shape(typeOf('a'))).toEqual(shape)
  const database = openDatabase({ home: host.home, writer: true })
  database.write(`UPDATE catalogue SET endpoint = '{'`)
  database.close()
  expect(host.reopen().catalogue.registry().shape(typeOf('a'))).toEqual(shape)
})

test('what comes with the product is used where an engine publishes the same endpoint', () => {
  const { catalogue } = open()
  catalogue.replace('runcomfy', [{ endpoint: paint('bundled', { title: 'Published' }) }])
  expect(titles({ catalogue })).toEqual(['Text', 'Paint bundled'])
})

test('the catalogue of one engine is replaced as a whole, and an entry of another engine is left out', () => {
  const host = open()
  host.catalogue.replace('runcomfy', [{ endpoint: paint('a') }, { endpoint: paint('b') }])
  expect(host.catalogue.replace('runcomfy', [{ endpoint: paint('c') }])).toEqual({ stored: 1, leftOut: 0 })
  expect(titles(host)).toEqual(['Text', 'Paint bundled', 'Paint c'])
  expect(host.catalogue.replace('other', [{ endpoint: paint('d') }])).toEqual({ stored: 0, leftOut: 1 })
  expect(titles(host)).toEqual(['Text', 'Paint bundled', 'Paint c'])
})

const nested: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
test('hostile entries are left out, and the log says so without their contents', () => {
  const host = open()
  const hostile = [
    null,
    'text',
    paint('deep', { input: { a: nested } }),
    paint('proto', { input: JSON.parse('{"__proto__": {"a": 1}}') as unknown }),
    paint('large', { input: { title: 'secret '.repeat(ENDPOINT_CAPS.json / 4) } }),
    paint('../balance'),
    paint('other', { address: 'https://evil.example' }),
    paint('long', { title: 'secret'.repeat(1000) }),
  ]
  const entries = [...hostile, paint('a')].map((endpoint) => ({ endpoint }))
  expect(host.catalogue.replace('runcomfy', entries)).toEqual({ stored: 1, leftOut: hostile.length })
  expect(titles(host)).toEqual(['Text', 'Paint bundled', 'Paint a'])
  const why = ['shape', 'shape', 'json', 'json', 'size', 'shape', 'shape', 'size']
  expect(host.logged).toEqual([
    ...why.map((code) => ['catalogue.leftOut', { engine: 'runcomfy', why: code }]),
    ['catalogue.replaced', { engine: 'runcomfy', stored: 1, leftOut: hostile.length }],
  ])
})

test.each([
  ['endpoints', { endpoints: 30, bytes: 1e6 }],
  ['bytes', { endpoints: 1000, bytes: 29.5 * JSON.stringify(paint('p1000')).length }],
])('of a catalogue with too many %s a part is stored, and the log stays short', (_, caps) => {
  const host = open(testFolder(), caps)
  const entries = Array.from({ length: 80 }, (__, index) => ({ endpoint: paint(`p${1000 + index}`) }))
  expect(host.catalogue.replace('runcomfy', entries)).toEqual({ stored: 30, leftOut: 50 })
  expect(host.logged.length).toBe(21)
})

test('a stored endpoint that is not as it was written is an unknown node type, and the others stay', () => {
  const host = open()
  host.catalogue.replace(
    'runcomfy',
    ['a', 'b', 'c'].map((name) => ({ endpoint: paint(name) })),
  )
  const database = openDatabase({ home: host.home, writer: true })
  database.write(`UPDATE catalogue SET endpoint = '{"modelId"' WHERE model_id = 'acme/a'`)
  database.write(`UPDATE catalogue SET keywords = '7' WHERE model_id = 'acme/b'`)
  database.close()
  const next = host.reopen()
  const registry = next.catalogue.registry()
  expect(['a', 'b', 'c'].map((name) => registry.get(typeOf(name))?.model)).toEqual([
    undefined,
    undefined,
    'Paint c',
  ])
  expect(next.logged).toEqual([
    ['catalogue.unreadable', { engine: 'runcomfy', endpoint: 'acme/a', why: 'json' }],
  ])
})

test('a command reads the node types of its host, which may hold the library', () => {
  const host = open()
  const command = () =>
    openRegistry({
      env: { PATCHBAY_HOME: host.home },
      types: [textNode],
      endpoints: bundled,
      log: silentLog,
    })
  host.catalogue.replace('runcomfy', [{ endpoint: paint('a') }])
  expect(command().version).toBe(host.catalogue.registry().version)
  expect(command().get(typeOf('a'))?.model).toBe('Paint a')
})

test('a command without a library, or with one that cannot be read, has what comes with the product', () => {
  const warned: string[] = []
  const titlesIn = (home: string): readonly string[] =>
    Array.from(
      openRegistry({
        env: { PATCHBAY_HOME: home },
        types: testNodes,
        endpoints: bundled,
        log: { ...silentLog, warn: (event) => warned.push(event) },
      }).summaries(),
      ({ title, model }) => model ?? title,
    )
  const usual = [...testNodes.map(({ title }) => title), 'Paint bundled']
  const home = testFolder()
  expect(titlesIn(home)).toEqual(usual)
  openDatabase({ home, writer: true, migrations: ['CREATE TABLE runs (a INT)'] }).close()
  expect([titlesIn(home), warned]).toEqual([usual, []])
  const other = testFolder()
  openDatabase({ home: other, writer: true, migrations: ['CREATE TABLE catalogue (a INT)'] }).close()
  expect([titlesIn(other), warned]).toEqual([usual, ['catalogue.unread']])
})
