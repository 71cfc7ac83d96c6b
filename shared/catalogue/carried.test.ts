import { describe, expect, test } from 'vitest'
import { readWorkflow } from '../document/readWorkflow.ts'
import type { Workflow } from '../document/workflow.ts'
import { writeWorkflow } from '../document/writeWorkflow.ts'
import { endpointType } from '../endpoint/endpointType.ts'
import { createRegistry } from '../nodes/registry.ts'
import type { Registry } from '../nodes/registry.ts'
import { plan } from '../run/plan.ts'
import type { NodeContext } from '../services.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { textNode } from '../testing/nodeTypes.ts'
import { workflowOf } from '../testing/workflow.ts'
import { asItBegan, CARRIED_CAPS, withCarried, withSchemas } from './carried.ts'
import type { Endpoint } from './endpoint.ts'
import { publishedType } from './publishedType.ts'

const paint = (name: string, inputs: readonly string[] = ['prompt']): Endpoint => ({
  engine: 'acme',
  modelId: `paint/${name}`,
  title: `Paint ${name}`,
  category: 'Text to image',
  input: { properties: Object.fromEntries(inputs.map((input) => [input, { type: 'string' }])) },
  outputs: ['image'],
})
const digest = (of: string): string => of.repeat(64).slice(0, 64)
const published = (of: string, name: string, inputs?: readonly string[]) => ({
  sha256: digest(of),
  endpoint: paint(name, inputs),
})
const registryOf = (...known: readonly ReturnType<typeof published>[]): Registry =>
  createRegistry([textNode], known.map(publishedType))

const drawn = workflowOf(
  {
    t: 'test/text',
    b: 'acme/paint/b',
    a: { type: 'acme/paint/a', values: { prompt: 'a boat' } },
    b2: 'acme/paint/b',
  },
  ['t.text > b.prompt'],
)
const carrying = (schemas: Record<string, unknown>, of = drawn): Workflow => {
  const read = readWorkflow(JSON.stringify({ ...of, schemas }))
  if (!read.ok) throw new Error('it opens')
  return read.workflow
}
const inputsOf = (registry: Registry, type: string): readonly string[] =>
  Object.keys(registry.get(type)?.inputs ?? {})

describe('a workflow that is saved', () => {
  test('carries the endpoint of each of its nodes once, in one order, and of no others', () => {
    const registry = registryOf(published('2', 'a'), published('1', 'b'), published('3', 'c'))
    const saved = withSchemas(drawn, registry)
    expect(saved).toEqual({ ...drawn, schemas: { [digest('1')]: paint('b'), [digest('2')]: paint('a') } })
    expect(Object.keys(saved.schemas ?? {})).toEqual([digest('1'), digest('2')])
    expect(withSchemas({ ...drawn, nodes: drawn.nodes.toReversed() }, registry).schemas).toEqual(
      saved.schemas,
    )
  })

  test('has the same bytes when it is read and saved again', () => {
    const registry = registryOf(published('2', 'a'), published('1', 'b'))
    const text = writeWorkflow(withSchemas(drawn, registry))
    const read = readWorkflow(text)
    expect(read.ok && writeWorkflow(withSchemas(read.workflow, registry))).toBe(text)
    expect(read.ok && writeWorkflow(withSchemas(read.workflow, registryOf()))).toBe(text)
  })

  test('is the same workflow if nothing changes, and has no section for nothing', () => {
    const local = workflowOf({ t: 'test/text' })
    expect(withSchemas(local, registryOf())).toBe(local)
    const saved = withSchemas(drawn, registryOf(published('1', 'b')))
    expect(withSchemas(saved, registryOf(published('1', 'b')))).toBe(saved)
    expect(withSchemas({ ...saved, nodes: local.nodes, edges: [] }, registryOf())).toEqual({ ...local })
  })

  test('carries the schema of the catalogue in place of its earlier one, and keeps one that the catalogue lacks', () => {
    const old = { [digest('7')]: paint('b', ['words']), [digest('8')]: paint('a') }
    expect(withSchemas(carrying(old), registryOf(published('1', 'b'))).schemas).toEqual({
      [digest('1')]: paint('b'),
      [digest('8')]: paint('a'),
    })
  })

  test('replaces what only claims to be an endpoint of the catalogue', () => {
    const forged = { [digest('1')]: { ...paint('b'), title: 'Forged' } }
    expect(withSchemas(carrying(forged), registryOf(published('1', 'b'))).schemas).toEqual({
      [digest('1')]: paint('b'),
    })
  })

  test('carries the endpoints of the nodes in its blocks', () => {
    const { nodes, edges } = workflowOf({ a: 'acme/paint/a' })
    const block = { nodes, edges, interface: { inputs: {}, outputs: {} } }
    const saved = withSchemas(
      { ...workflowOf({ b: 'block/one' }), blocks: { one: block } },
      registryOf(published('2', 'a')),
    )
    expect(saved.schemas).toEqual({ [digest('2')]: paint('a') })
  })

  test('keeps what is not understood, byte for byte', () => {
    const newer = { [digest('5')]: { ...paint('a'), from: 'a newer version' }, notes: 'mine' }
    const saved = withSchemas(carrying(newer), registryOf(published('1', 'b')))
    expect(saved.schemas).toEqual({ [digest('1')]: paint('b'), ...newer })
  })

  test('leaves out endpoints beyond the caps, so that it can still be opened', () => {
    const large = (index: number) => ({
      sha256: digest(String(index % 10)).replace(/^../, String(10 + index)),
      endpoint: { ...paint(`m${index}`), input: { title: 'x'.repeat(200_000) } },
    })
    const known = Array.from({ length: 20 }, (_, index) => large(index))
    const nodes = Object.fromEntries(
      known.map(({ endpoint }, index) => [`n${index}`, endpointType(endpoint)]),
    )
    const saved = withSchemas(workflowOf(nodes), registryOf(...known))
    const text = writeWorkflow(saved)
    expect(Object.keys(saved.schemas ?? {}).length).toBe(5)
    expect(text.length).toBeLessThan(CARRIED_CAPS.bytes * 1.1)
    expect(readWorkflow(text).ok).toBe(true)
  })
})

describe('a workflow that is opened', () => {
  const saved = { [digest('1')]: paint('b'), [digest('2')]: paint('a') }

  test('shows and checks nodes of which no catalogue here has the endpoint', () => {
    const workflow = carrying(saved)
    const registry = withCarried(registryOf(), workflow)
    expect(registry.get('acme/paint/a')).toMatchObject({ model: 'Paint a', where: 'remote', carried: true })
    expect([registry.has('acme/paint/a'), registry.has('acme/paint/z')]).toEqual([true, false])
    expect(registry.published('acme/paint/a')).toEqual({ sha256: digest('2'), endpoint: paint('a') })
    const { problems, notices, steps } = plan(workflow, registryOf())
    expect(problems.map(({ node, code, port }) => [node, code, port])).toEqual([['t', 'missing', 'text']])
    expect(notices.map(({ node, code }) => `${node} ${code}`).toSorted()).toEqual([
      'a carried',
      'b carried',
      'b2 carried',
    ])
    expect(steps.map(({ type }) => type.model ?? type.title).toSorted()).toEqual([
      'Paint a',
      'Paint b',
      'Paint b',
      'Text',
    ])
  })

  test('has the node types of the catalogue where both know an endpoint, and loses no value of the other schema', () => {
    const workflow = carrying({ [digest('9')]: paint('a', ['words']) })
    const registry = withCarried(registryOf(published('2', 'a')), workflow)
    expect([inputsOf(registry, 'acme/paint/a'), registry.get('acme/paint/a')?.carried]).toEqual([
      ['prompt'],
      undefined,
    ])
    expect(withSchemas(workflow, registryOf(published('2', 'a'))).nodes).toBe(workflow.nodes)
  })

  test('has the first of two schemas for one node type, and is saved with that one alone', () => {
    const workflow = carrying({ [digest('9')]: paint('a', ['words']), [digest('2')]: paint('a') })
    const registry = withCarried(registryOf(), workflow)
    expect(inputsOf(registry, 'acme/paint/a')).toEqual(['words'])
    expect(registry.published('acme/paint/a')).toEqual(published('9', 'a', ['words']))
    expect(withSchemas(workflow, registryOf()).schemas).toEqual({ [digest('9')]: paint('a', ['words']) })
  })

  test('is the registry itself without schemas, and always the same one with them', () => {
    const registry = registryOf()
    expect(withCarried(registry, drawn)).toBe(registry)
    const workflow = carrying(saved)
    const edited: Workflow = { ...workflow, nodes: [] }
    expect(withCarried(registry, edited)).toBe(withCarried(registry, workflow))
    expect(withCarried(registry, workflow).get('acme/paint/a')).toBe(
      withCarried(registry, workflow).get('acme/paint/a'),
    )
  })

  test('never runs what only it knows', async () => {
    const type = withCarried(registryOf(), carrying(saved)).get('acme/paint/a')
    expect(type?.stored).toBeUndefined()
    const context: NodeContext = {
      services: fakeServices(),
      signal: new AbortController().signal,
      run: { id: 'r', workflow: 'w', startedAt: 0 },
      node: { id: 'n', title: 'N' },
      item: '0',
      progress: () => {},
      update: () => {},
      spent: () => {},
      note: () => {},
    }
    await expect(type?.run({ prompt: 'a boat' }, context)).rejects.toMatchObject({ code: 'workflow.invalid' })
  })
})

describe('hostile schemas', () => {
  const nested: unknown = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`)
  test.each<readonly [string, Record<string, unknown>]>([
    ['no endpoint', { [digest('1')]: 'text' }],
    ['no digest as its name', { a: paint('a') }],
    ['a local node type', { [digest('1')]: { ...paint('a'), engine: 'local', modelId: 'text' } }],
    ['another address', { [digest('1')]: { ...paint('a'), url: 'https://evil.example' } }],
    ['a model id that leads elsewhere', { [digest('1')]: { ...paint('a'), modelId: 'paint/../balance' } }],
    ['an endpoint that is too large', { [digest('1')]: { ...paint('a'), help: 'x'.repeat(300_000) } }],
  ])('with %s are no node types, and are kept as they are', (_, schemas) => {
    const workflow = carrying(schemas)
    const registry = registryOf()
    expect(withCarried(registry, workflow).has('acme/paint/a')).toBe(false)
    expect(withSchemas(workflow, registry)).toBe(workflow)
  })

  test('with odd contents become ports that say so, and nothing is thrown', () => {
    const input = {
      properties: {
        self: { $ref: '#' },
        deep: nested,
        gone: { $ref: '#/properties/gone' },
        toString: { type: 'string' },
        pattern: { type: 'string', pattern: '(a+)+$', default: 'a'.repeat(1000) },
      },
      required: ['none'],
    }
    const workflow = carrying({ [digest('1')]: { ...paint('a'), input } })
    const registry = withCarried(registryOf(), workflow)
    expect(inputsOf(registry, 'acme/paint/a')).toEqual(['self', 'gone', 'pattern'])
    expect(() => plan(workflow, registryOf())).not.toThrow()
  })

  test('in a great number are read up to the caps', () => {
    const many = Object.fromEntries(
      Array.from({ length: 700 }, (_, index) => [String(index).padStart(64, '0'), paint(`m${index}`)]),
    )
    const registry = withCarried(registryOf(), carrying(many))
    const known = Array.from({ length: 700 }, (_, index) => registry.has(`acme/paint/m${index}`))
    expect(known.filter(Boolean).length).toBe(CARRIED_CAPS.endpoints)
  })

  test('that are heavy are read up to the weight of all together', () => {
    const $defs = { big: { enum: Array.from({ length: 100 }, (_, index) => index) } }
    const properties = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`p${index}`, { $ref: '#/$defs/big' }]),
    )
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [
        String(index).padStart(64, '0'),
        { ...paint(`m${index}`), input: { $defs, properties } },
      ]),
    )
    const registry = withCarried(registryOf(), carrying(many))
    const known = Array.from({ length: 50 }, (_, index) => registry.has(`acme/paint/m${index}`))
    expect(known.slice(0, 5)).toEqual([true, true, true, true, true])
    expect(known.at(-1)).toBe(false)
  })

  test.each([[[]], ['text'], [7], [null]])('that are %j instead of an object are refused', (schemas) => {
    expect(readWorkflow(JSON.stringify({ ...drawn, schemas })).ok).toBe(false)
  })
})

test('the rest of a run has the schemas that it began with, of endpoints that are still in the catalogue', () => {
  const stored = withSchemas(drawn, registryOf(published('1', 'b'), published('2', 'a', ['prompt', 'size'])))
  const now = registryOf(published('3', 'a'))
  const registry = asItBegan(now, stored)
  expect([inputsOf(registry, 'acme/paint/a'), registry.get('acme/paint/a')?.carried]).toEqual([
    ['prompt', 'size'],
    undefined,
  ])
  expect(registry.get('acme/paint/b')).toBeUndefined()
  expect(registry.get('test/text')).toBe(textNode)
  expect(asItBegan(now, drawn)).toBe(now)
})
