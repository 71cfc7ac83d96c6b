import { expect, test } from 'vitest'
import { workflowSchema } from './schema.ts'

test('the published schema is that of the program; after a change, run vitest on this file with -u', async () => {
  await expect(`${JSON.stringify(workflowSchema(), null, 2)}\n`).toMatchFileSnapshot('./workflow.schema.json')
})

test('all that a node must have is required, and nothing is forbidden', () => {
  expect(workflowSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: {},
    properties: { nodes: { items: { required: ['id', 'type', 'position'], additionalProperties: {} } } },
    required: ['format', 'version', 'nodes', 'edges'],
  })
})
