import { expect, test } from 'vitest'
import { oddSchemas } from '../testing/oddSchemas.ts'
import { Endpoint } from '../catalogue/endpoint.ts'
import { endpointNode } from './endpointNode.ts'
import { readInputs } from './readInputs.ts'

test.each(Object.entries(oddSchemas))(
  '%s is read, and what cannot be used is reported',
  (_, { schema, ports, notices }) => {
    const read = readInputs(schema)
    const kinds = Object.entries(read.ports).map(([name, { type }]) => [
      name,
      `${type.kind}${type.list ? '[]' : ''}`,
    ])
    expect([Object.fromEntries(kinds), read.notices]).toEqual([ports, notices])
  },
)

test('a node type reports what of its schema could not be used, and nothing if all was', () => {
  const typeOf = (input: (typeof oddSchemas)[string]['schema']) =>
    endpointNode(
      Endpoint.parse({
        engine: 'runcomfy',
        modelId: 'acme/odd',
        title: 'Odd',
        category: 'Test',
        input,
        outputs: ['image'],
      }),
    )
  expect(typeOf({ properties: { a: { $ref: '#/gone' } } }).notices).toEqual([
    'property a refers to "#/gone", which is not there',
  ])
  expect(typeOf({ properties: { a: { type: 'string' } } })).not.toHaveProperty('notices')
})
