import { expect, test } from 'vitest'
import { endpointNode } from './endpointNode.ts'

test('an input whose key has no word in it is called by its key', () => {
  const type = endpointNode({
    engine: 'acme',
    modelId: 'acme/odd',
    title: 'Odd',
    category: 'Text to image',
    input: {
      properties: { __: { type: 'string' }, guidance_scale: { type: 'number', title: 'Guidance Scale' } },
    },
    outputs: ['image'],
  })
  expect(Object.values(type.inputs).map(({ label }) => label)).toEqual(['__', 'Guidance'])
})
