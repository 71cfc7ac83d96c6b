import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'

const parse = (path: string): object =>
  JSON.parse(readFileSync(new URL(`../../shared/document/${path}`, import.meta.url), 'utf8')) as object

const accepts = new Ajv2020().compile(parse('workflow.schema.json'))
const node = { id: 'n', type: 'local/text', position: { x: 0, y: 0 } }
const edge = { id: 'e', from: { node: 'n', port: 'text' }, to: { node: 'n', port: 'text' } }

test.each<[string, unknown, boolean]>([
  ['a saved file', parse('migrations/v1.json'), true],
  ['an empty workflow', emptyWorkflow(), true],
  ['unknown fields', { ...emptyWorkflow(), mine: {}, nodes: [{ ...node, type: 'x', mine: 1 }] }, true],
  ['another format', { ...emptyWorkflow(), format: 'x' }, false],
  ['half a version', { ...emptyWorkflow(), version: 3.5 }, false],
  ['no edges', { format: 'patchbay/workflow', version: 1, nodes: [] }, false],
  ['values in a list', { ...emptyWorkflow(), nodes: [{ ...node, values: [] }] }, false],
  ['an unknown mode', { ...emptyWorkflow(), nodes: [{ ...node, mode: 'asleep' }] }, false],
  ['an empty id', { ...emptyWorkflow(), nodes: [{ ...node, id: '' }] }, false],
  ['a forbidden id', { ...emptyWorkflow(), nodes: [{ ...node, id: '__proto__' }] }, false],
  ['an edge', { ...emptyWorkflow(), edges: [edge] }, true],
  ['an edge from nowhere', { ...emptyWorkflow(), edges: [{ id: 'e', to: edge.to }] }, false],
  ['a view from nowhere', { ...emptyWorkflow(), viewport: { x: 0, y: 0, zoom: 0 } }, false],
])('the published schema and the reader agree about %s', (_, file, good) => {
  expect([accepts(file), readWorkflow(JSON.stringify(file)).ok]).toEqual([good, good])
})

test('the example in docs/file-format.md opens, and is what the schema describes', () => {
  const page = readFileSync(new URL('../../docs/file-format.md', import.meta.url), 'utf8')
  const [, text = ''] = /^```json\n([^]*?)^```/m.exec(page) ?? []
  expect(readWorkflow(text)).toMatchObject({ ok: true, workflow: { name: 'Two words' } })
  expect(accepts(JSON.parse(text))).toBe(true)
})
