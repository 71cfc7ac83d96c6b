import { describe, expect, test } from 'vitest'
import { readInputs } from '../endpoint/readInputs.ts'
import { Endpoint } from './endpoint.ts'

const sketch = {
  engine: 'acme',
  modelId: 'acme/paint/fast',
  title: 'Paint',
  category: 'Text to image',
  input: { properties: { prompt: { type: 'string' } } },
  outputs: ['image'],
}

describe('an endpoint as data', () => {
  test('is read unchanged', () => {
    expect(Endpoint.parse(sketch)).toEqual(sketch)
  })

  test.each(['acme', 'acme/paint', 'tongyi-mai/z-image/turbo/controlnet/lora', 'a_b/C.1'])(
    '%s names a model',
    (modelId) => {
      expect(Endpoint.safeParse({ ...sketch, modelId }).success).toBe(true)
    },
  )

  test.each([
    '',
    '/acme',
    'acme/',
    'acme//paint',
    '..',
    '../requests/r1/cancel',
    'acme/../../balance',
    'acme/./paint',
    'acme/paint?x=1',
    'acme/paint#x',
    'acme/%2e%2e/x',
    'acme/paint\n',
    '//evil.example/x',
    'https://evil.example/x',
    'a/b/c/d/e/f/g/h/i',
  ])('%j does not: it could lead a submit to another call or another host', (modelId) => {
    expect(Endpoint.safeParse({ ...sketch, modelId }).success).toBe(false)
  })

  test.each([
    ['an API host', { host: 'https://evil.example' }],
    ['an address', { url: 'https://evil.example' }],
    ['headers', { headers: { Authorization: 'x' } }],
  ])('cannot name %s', (_, extra) => {
    expect(Endpoint.safeParse({ ...sketch, ...extra }).success).toBe(false)
  })

  test.each([
    ['no outputs', { outputs: [] }],
    ['an output of no known kind', { outputs: ['hologram'] }],
    ['a version that is no whole number from 1', { version: 0 }],
    ['no title', { title: '' }],
  ])('is refused with %s', (_, extra) => {
    expect(Endpoint.safeParse({ ...sketch, ...extra }).success).toBe(false)
  })

  test('a property named __proto__ in its schema changes no object', () => {
    const hostile: unknown = JSON.parse(JSON.stringify(sketch).replace('"prompt"', '"__proto__"'))
    expect(readInputs(Endpoint.parse(hostile).input)).toEqual({
      ports: {},
      notices: ['a property has a name that cannot be a port: "__proto__"'],
    })
    expect(Object.hasOwn(Object.prototype, 'type')).toBe(false)
  })
})
