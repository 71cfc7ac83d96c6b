import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { emptyWorkflow } from './defaults.ts'
import { readWorkflow } from './readWorkflow.ts'
import { workflowSchema } from './schema.ts'
import saved from './migrations/v1.json' with { type: 'json' }

test('the published schema is that of the program; after a change, run vitest on this file with -u', async () => {
  await expect(`${JSON.stringify(workflowSchema(), null, 2)}\n`).toMatchFileSnapshot('./workflow.schema.json')
})

const accepts = new Ajv2020().compile(workflowSchema())
const node = { id: 'n', type: 'local/text', position: { x: 0, y: 0 } }
const edge = { id: 'e', from: { node: 'n', port: 'text' }, to: { node: 'n', port: 'text' } }

test.each<[string, unknown, boolean]>([
  ['a saved file', saved, true],
  ['an empty workflow', emptyWorkflow(), true],
  [
    'unknown fields and node types',
    { ...emptyWorkflow(), mine: {}, nodes: [{ ...node, type: 'x', mine: 1 }] },
    true,
  ],
  ['another format', { ...emptyWorkflow(), format: 'x' }, false],
  ['another version', { ...emptyWorkflow(), version: 3.5 }, false],
  ['no edges', { format: 'patchbay/workflow', version: 1, nodes: [] }, false],
  ['values in a list', { ...emptyWorkflow(), nodes: [{ ...node, values: [] }] }, false],
  ['an unknown mode', { ...emptyWorkflow(), nodes: [{ ...node, mode: 'asleep' }] }, false],
  ['an empty id', { ...emptyWorkflow(), nodes: [{ ...node, id: '' }] }, false],
  ['a forbidden id', { ...emptyWorkflow(), nodes: [{ ...node, id: '__proto__' }] }, false],
  ['an edge', { ...emptyWorkflow(), edges: [edge] }, true],
  ['an edge from nowhere', { ...emptyWorkflow(), edges: [{ id: 'e', to: edge.to }] }, false],
  ['a view from nowhere', { ...emptyWorkflow(), viewport: { x: 0, y: 0, zoom: 0 } }, false],
])('schema and reader agree about %s', (_, file, good) => {
  expect([accepts(file), readWorkflow(JSON.stringify(file)).ok]).toEqual([good, good])
})
