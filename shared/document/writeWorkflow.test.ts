import { expect, test } from 'vitest'
import { emptyWorkflow } from './defaults.ts'
import { readWorkflow } from './readWorkflow.ts'
import type { Workflow } from './workflow.ts'
import { writeWorkflow } from './writeWorkflow.ts'

test('a file is JSON indented by two spaces, with a line break at its end', () => {
  expect(writeWorkflow(emptyWorkflow('Lighthouse'))).toBe(`{
  "format": "patchbay/workflow",
  "version": 1,
  "name": "Lighthouse",
  "nodes": [],
  "edges": []
}
`)
})

test('a workflow without a name has none in its file', () => {
  expect(Object.keys(emptyWorkflow())).toEqual(['format', 'version', 'nodes', 'edges'])
})

test('a file with another layout keeps its values and order, and gets our layout', () => {
  const foreign =
    '{"edges":[],"mine":{"z":1,"a":[1.50,"\\u00e9\\/"]},\t"version":1,"nodes":[],"format":"patchbay/workflow"}'
  const read = readWorkflow(foreign)
  expect(read.ok && writeWorkflow(read.workflow)).toBe(`{
  "edges": [],
  "mine": {
    "z": 1,
    "a": [
      1.5,
      "é/"
    ]
  },
  "version": 1,
  "nodes": [],
  "format": "patchbay/workflow"
}
`)
})

test.each([
  ['\ud83d', '\ufffd'],
  ['a\udc00\udc00b', 'a\ufffd\ufffdb'],
  ['\\\ud83d', '\\\ufffd'],
  ['\\\\\ud83d', '\\\\\ufffd'],
  ['\\ud83d', '\\ud83d'],
  ['\\\\ud83d', '\\\\ud83d'],
  ['🗼\\u00e9', '🗼\\u00e9'],
])('a name and title of %j are read again as %j', (text, expected) => {
  const position = { x: 0, y: 0 }
  const node = { id: 'n', type: 'local/text', position, title: text, values: { [text]: text } }
  const workflow: Workflow = { ...emptyWorkflow(text), nodes: [node] }
  expect(readWorkflow(writeWorkflow(workflow))).toMatchObject({
    ok: true,
    workflow: { name: expected, nodes: [{ title: expected, values: { [expected]: expected } }] },
  })
})
