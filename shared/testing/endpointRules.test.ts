import { describe, expect, test } from 'vitest'
import { Endpoint } from '../catalogue/endpoint.ts'
import { brokenRules, brokenRulesOfBundled } from './endpointRules.ts'
import { oddSchemas } from './oddSchemas.ts'

const sound: Endpoint = {
  engine: 'acme',
  modelId: 'paint/a',
  title: 'Paint',
  category: 'Text to image',
  input: {
    properties: {
      prompt: { type: 'string', title: 'Prompt', description: 'What to paint.' },
      seed: { type: 'integer', description: 'The same seed paints the same.', default: 3 },
    },
    required: ['prompt'],
  },
  advanced: ['seed'],
  outputs: ['image', 'images'],
}
const withProperty = (name: string, schema: Endpoint['input']): Partial<Endpoint> => ({
  input: { properties: { [name]: schema } },
  advanced: [],
})

test('an endpoint that is all right breaks no rule', () => {
  expect(brokenRulesOfBundled(sound)).toEqual([])
})

describe('the rules for any endpoint', () => {
  test.each<readonly [string, Partial<Endpoint>]>([
    ['it is refused in a catalogue and in a file: it is larger', { input: { title: 'x'.repeat(300_000) } }],
    ['its node type is of another one', { engine: 'acme/paint' }],
    ['an output is named twice', { outputs: ['image', 'image'] }],
  ])('find: %s', (message, change) => {
    expect(brokenRules({ ...sound, ...change }).join('\n')).toContain(message)
  })

  test.each(Object.entries(oddSchemas))('hold for %s', (_, { schema }) => {
    expect(brokenRules(Endpoint.parse({ ...sound, input: schema, advanced: [] }))).toEqual([])
  })
})

describe('the rules for an endpoint that comes with the product', () => {
  test.each<readonly [string, Partial<Endpoint>]>([
    ['a property that is no port: toString', withProperty('toString', { type: 'string', description: 'x' })],
    [
      'a part of the schema that is not understood',
      { input: { ...sound.input, required: ['prompt', 'gone'] } },
    ],
    ['folds an input that it does not have, or that needs a decision: prompt', { advanced: ['prompt'] }],
    ['folds an input that it does not have, or that needs a decision: gone', { advanced: ['gone'] }],
    ['an input that only JSON can describe: odd', withProperty('odd', { type: 'object', description: 'x' })],
    [
      'required although nobody has to decide it: a number or a choice can have a default: size',
      {
        input: { properties: { size: { type: 'integer', description: 'x' } }, required: ['size'] },
        advanced: [],
      },
    ],
    ['an input without a description: bare', withProperty('bare', { type: 'string' })],
  ])('find: %s', (message, change) => {
    expect(brokenRulesOfBundled({ ...sound, ...change }).join('\n')).toContain(message)
  })
})
