import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import { plainInput } from '#shared/endpoint/plainInput.ts'
import { readInputs } from '#shared/endpoint/readInputs.ts'
import type { SchemaNode } from '#shared/endpoint/schemaNode.ts'
import { oddSchemas } from '#shared/testing/oddSchemas.ts'
import { clearEngines, startEngine } from '../../practice/testing/engines.ts'
import { checkInput } from '../../practice/validate/checkInput.ts'
import { readFields } from '../../practice/validate/rule.ts'
import { servedEndpoints } from './servedEndpoints.ts'

afterEach(clearEngines)

const odd = Object.entries(oddSchemas)

test('one engine serves every odd schema, and accepts and refuses inputs as nodes do', async () => {
  const endpoints = servedEndpoints(
    odd.map(([title, { schema }], index) =>
      Endpoint.parse({
        engine: 'runcomfy',
        modelId: `odd/m${index}`,
        title,
        category: 'Odd',
        input: schema,
        outputs: ['image'],
      }),
    ),
  )
  const { caller } = await startEngine({ endpoints })
  for (const [index, [title, { fits, refused }]] of odd.entries()) {
    const submit = async (body: object) =>
      (await caller.post(`/v1/models/odd/m${index}`, JSON.stringify(body))).status
    for (const body of fits) expect([title, body, await submit(body)]).toEqual([title, body, 200])
    for (const body of refused) expect([title, body, await submit(body)]).toEqual([title, body, 422])
  }
})

test('any schema is served, and the defaults that nodes read from it are accepted', () => {
  const pointer = fc.constantFrom('#/a', '#/properties/b', '#/definitions/c', '#')
  const { node } = fc.letrec<{ node: SchemaNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<SchemaNode>(
        { type: 'string', default: 'x' },
        { type: 'integer', default: 3, maximum: 2 },
        { type: 'integer', default: 1 },
        { enum: ['a', 7] },
        {},
      ),
      pointer.map(($ref) => ({ $ref })),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => ({ anyOf: [a, b, { type: 'null' }] })),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => ({ allOf: [a, b] })),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => ({ properties: { a, b }, required: ['a', 'gone'] })),
      tie('node').map((items) => ({ type: 'array', items })),
      tie('node').map((input) => ({ input })),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => ({ a, b })),
    ),
  }))
  fc.assert(
    fc.property(node, fc.boolean(), (schema, isObject) => {
      const published: SchemaNode = isObject
        ? { properties: { p: schema, q: { $ref: '#/properties/p' } } }
        : schema
      const { ports } = readInputs(published)
      const body = Object.fromEntries(
        Object.entries(ports).flatMap(([name, port]) =>
          port.default === undefined ? [] : [[name, port.default]],
        ),
      )
      const faults = checkInput(readFields(published, plainInput(published)), body)
      expect(faults.filter(({ type }) => type !== 'missing')).toEqual([])
    }),
    { numRuns: 1000 },
  )
})
