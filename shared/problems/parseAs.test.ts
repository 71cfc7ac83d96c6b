import { expect, test } from 'vitest'
import { z } from 'zod'
import { readWorkflow } from '../document/readWorkflow.ts'
import { parseAs } from './parseAs.ts'

const odd = '{"length": {"toString": null, "valueOf": null}}'

test.each([
  z.string().min(1),
  z.array(z.string()).max(3),
  z.object({ a: z.string().max(2) }).transform(String),
])('an object whose length cannot be compared is refused, and nothing throws', (schema) => {
  expect(parseAs(schema, JSON.parse(odd)).success).toBe(false)
  expect(parseAs(schema, { a: JSON.parse(odd) as unknown }).success).toBe(false)
})

test('a valid value is read, and an invalid one is reported as usual', () => {
  expect(parseAs(z.string(), 'a')).toEqual({ success: true, data: 'a' })
  expect(parseAs(z.string(), 1).error?.issues[0]?.code).toBe('invalid_type')
})

test('a schema that throws anything else still throws', () => {
  const schema = z.string().transform(() => {
    throw new RangeError('a mistake of ours')
  })
  expect(() => parseAs(schema, 'a')).toThrow('a mistake of ours')
})

test('a workflow with such an id is refused with a readable error', () => {
  const text = `{"format": "patchbay/workflow", "version": 1, "edges": [], "nodes": [{"id": ${odd}, "type": "a", "position": {"x": 0, "y": 0}}]}`
  expect(readWorkflow(text)).toEqual({
    ok: false,
    problems: [{ code: 'shape', path: ['nodes', 0], message: 'cannot be read', at: undefined }],
  })
})
