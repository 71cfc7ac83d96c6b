import { expect, test } from 'vitest'
import type { Output } from '#shared/api/contract.ts'
import { endpoints } from '#nodes/endpoints.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import { endpointType } from '#shared/endpoint/endpointType.ts'
import type { TestSession } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'

const one = endpoints.slice(0, 1)
const typeOf = (index: number): string => endpoints.slice(index, index + 1).map(endpointType)[0] ?? ''
const published = (name: string) => ({
  endpoint: {
    engine: 'acme',
    modelId: `paint/${name}`,
    title: `Paint ${name}`,
    category: 'Text to image',
    help: 'x'.repeat(2000),
    input: { properties: { prompt: { type: 'string' } } },
    outputs: ['image'],
  },
})

const search = async (
  session: TestSession,
  input: Partial<Parameters<typeof session.request<'catalogue.search'>>[1]>,
) => session.request('catalogue.search', { query: '', limit: 100, ...input })
const titlesOf = ({ types }: Pick<Output<'catalogue.search'>, 'types'>) =>
  types.map(({ title, model }) => model ?? title)

test('a search returns a page of what matches, and how much there is', async () => {
  const session = await testSession()
  session.catalogue.replace('acme', ['a', 'b', 'c'].map(published))
  const all = await search(session, { query: 'paint', engine: 'acme' })
  expect([titlesOf(all), all.total]).toEqual([['Paint a', 'Paint b', 'Paint c'], 3])
  expect(all.version).toBe(session.catalogue.registry().version)
  const page = await search(session, { query: 'paint', engine: 'acme', offset: 1, limit: 1 })
  expect([titlesOf(page), page.total]).toEqual([['Paint b'], 3])
  expect(all.types[0]).toEqual({
    type: 'acme/paint/a',
    title: 'Text to image',
    model: 'Paint a',
    category: 'Text to image',
    help: 'x'.repeat(500),
    where: 'remote',
    takes: [{ kind: 'text', list: false }],
    gives: [{ kind: 'image', list: false }],
  })
})

test('a search for a name of ComfyUI is explained', async () => {
  const session = await testSession({ endpoints })
  const { types, explanation } = await search(session, { query: 'KSampler' })
  expect(types[0]?.category).toBe('Text to image')
  expect(explanation).toBe('KSampler is part of Text to image here: steps, seed and CFG are its settings.')
  expect((await search(session, { query: 'blur' })).explanation).toBeNull()
})

test('a search is limited to a category, or to one engine', async () => {
  const session = await testSession({ endpoints })
  session.catalogue.replace('acme', [published('a')])
  expect(titlesOf(await search(session, { engine: 'acme' }))).toEqual(['Paint a'])
  const engine = one[0]?.engine
  const own = endpoints.filter((endpoint) => endpoint.engine === engine)
  expect((await search(session, { engine })).total).toBe(own.length)
  expect((await search(session, { engine: 'nobody' })).total).toBe(0)
  const { types } = await search(session, { category: 'Text to image' })
  expect(new Set(types.map(({ category }) => category))).toEqual(new Set(['Text to image']))
})

test('for a loose cable, only node types that it can be connected to are found, the best first', async () => {
  const session = await testSession()
  session.catalogue.replace('acme', [published('a')])
  const fitting = await search(session, { fits: { kind: 'text', list: false, side: 'input' } })
  const titles = titlesOf(fitting)
  expect(titles).toContain('Paint a')
  expect(titles).not.toContain('Number')
  expect(titles.indexOf('Text')).toBeLessThan(titles.indexOf('Pass'))
  const makes = await search(session, {
    fits: { kind: 'image', list: false, side: 'output' },
    query: 'paint a',
  })
  expect(titlesOf(makes)[0]).toBe('Paint a')
})

test('a page gets the endpoints that it names, and makes the same node types of them', async () => {
  const session = await testSession({ endpoints: one })
  session.catalogue.replace('acme', [published('a')])
  const got = await session.request('catalogue.get', {
    types: ['acme/paint/a', 'acme/paint/a', typeOf(0), 'test/text', 'gone/model'],
  })
  expect(got.version).toBe(session.catalogue.registry().version)
  expect(got.endpoints.map(({ endpoint }) => endpointType(endpoint))).toEqual(['acme/paint/a', typeOf(0)])
  for (const { endpoint } of got.endpoints) {
    const { inputs, outputs, title } = endpointNode(endpoint)
    expect(session.catalogue.registry().get(endpointType(endpoint))).toMatchObject({ inputs, outputs, title })
  }
})

test('pages are notified when the node types have changed, and only then', async () => {
  const session = await testSession()
  const versions = () =>
    session.events.flatMap((event) => (event.type === 'catalogue.changed' ? [event.version] : []))
  session.catalogue.replace('acme', [published('a')])
  session.catalogue.replace('acme', [published('a')])
  expect(versions()).toEqual([session.catalogue.registry().version])
  await session.close()
  session.catalogue.subscribe(() => {})
  expect(versions()).toHaveLength(1)
})
