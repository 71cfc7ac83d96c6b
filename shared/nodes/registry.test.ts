import { expect, test } from 'vitest'
import { publishedType } from '../catalogue/publishedType.ts'
import { joinNode, textNode } from '../testing/nodeTypes.ts'
import { nameType } from './nameType.ts'
import type { LazyType } from './registry.ts'
import { createRegistry } from './registry.ts'

const endpoint = {
  engine: 'acme',
  modelId: 'acme/paint',
  title: 'Paint',
  category: 'Text to image',
  keywords: ['draw'],
  input: { properties: { prompt: { type: 'string' } } },
  outputs: ['image' as const],
}
const paint = publishedType({ sha256: 'a1', endpoint })

test('node types are found by their name in files', () => {
  const registry = createRegistry([textNode, joinNode])
  expect([...registry.values()]).toEqual([textNode, joinNode])
  expect(registry.get('test/join')).toBe(joinNode)
  expect([registry.has('test/join'), registry.has('toString')]).toEqual([true, false])
  expect(registry.get('toString')).toBeUndefined()
})

test('two node types of one name are refused at once, because files could mean either', () => {
  expect(() => createRegistry([textNode, joinNode, { ...joinNode, type: 'test/text' }])).toThrow(
    'two node types are named test/text',
  )
  expect(() => createRegistry([textNode], [paint, paint])).toThrow(`two node types are named ${paint.type}`)
})

test('an endpoint becomes a node type when it is asked for, and always the same one', () => {
  let made = 0
  const counted: LazyType = { ...paint, make: () => ((made += 1), paint.make()) }
  const registry = createRegistry([textNode], [counted])
  expect([...registry.summaries()].map((type) => [type.type, nameType(type)])).toEqual([
    ['test/text', 'Text'],
    [paint.type, 'Text to image (Paint)'],
  ])
  expect([registry.has(paint.type), registry.size, made]).toEqual([true, 2, 0])
  expect(registry.get(paint.type)).toBe(registry.get(paint.type))
  expect(createRegistry([], [publishedType({ sha256: 'a1', endpoint })]).get(paint.type)).toBe(
    registry.get(paint.type),
  )
  expect([...registry.values()].map(nameType)).toEqual(['Text', 'Text to image (Paint)'])
})

test('the summary of an endpoint says what its node type says', () => {
  const { make: _, published: __, ...summary } = paint
  expect(paint.make()).toMatchObject(summary)
})

test('an endpoint is returned as the host has it, for a page that makes the same node type of it', () => {
  const registry = createRegistry([textNode], [paint])
  expect(registry.published(paint.type)).toEqual({ sha256: 'a1', endpoint })
  expect(registry.published('test/text')).toBeUndefined()
})

test('the ports of a node type are those of its type, or what is stored of an endpoint that is not made for it', () => {
  const stored = { inputs: [], outputs: [{ kind: 'image' as const, list: true, advanced: false }] }
  const unmade: LazyType = {
    ...paint,
    type: 'acme/unmade',
    shape: () => stored,
    make: () => expect.fail('it is made to learn what is stored'),
  }
  const registry = createRegistry([textNode], [paint, unmade])
  expect(registry.shape('acme/unmade')).toEqual(stored)
  const TEXT = { kind: 'text', list: false, advanced: false }
  expect(registry.shape('test/text')).toEqual({ inputs: [TEXT], outputs: [TEXT] })
  expect(registry.shape(paint.type)).toEqual({
    inputs: [TEXT],
    outputs: [{ kind: 'image', list: false, advanced: false }],
  })
  expect(registry.shape('test/unknown')).toBeUndefined()
})

test('an endpoint that cannot be read is left out, as if its type were unknown', () => {
  const broken: LazyType = { ...paint, make: () => undefined, published: () => undefined }
  const registry = createRegistry([textNode], [broken])
  expect([...registry.values()]).toEqual([textNode])
  expect([registry.get(paint.type), registry.published(paint.type)]).toEqual([undefined, undefined])
})

test('a registry has the version that its maker gives it, or one of its contents', () => {
  expect(createRegistry([textNode], [paint], 'v1').version).toBe('v1')
  const [one, same, other] = [[textNode], [textNode], [{ ...textNode, version: 2 }]].map((types) =>
    createRegistry(types),
  )
  expect(one?.version).toBe(same?.version)
  expect(one?.version).not.toBe(other?.version)
})
