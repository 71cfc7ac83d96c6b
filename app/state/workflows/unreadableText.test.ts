import { expect, test } from 'vitest'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { unreadableText } from './unreadableText.ts'

const file = (node: object): string =>
  JSON.stringify({ format: 'patchbay/workflow', version: 1, nodes: [node], edges: [] })

const position = file({ id: 'n1', type: 'text', values: {}, position: { x: 'left', y: 0 } })

test.each([
  ['{"format":', /^Harbour cannot be opened: .+\.$/],
  ['[]', /^Harbour cannot be opened: a workflow file must be an object\.$/],
  ['{}', /^Harbour cannot be opened: format must be "patchbay\/workflow", as in all our workflows\.$/],
  [position, /^Harbour cannot be opened: nodes\[0\]\.position\.x must be a number, in the node n1\./],
])('what is no workflow is refused with the place of what is wrong: %s', (text, message) => {
  const read = readWorkflow(text)
  expect(unreadableText('Harbour', read.ok ? [] : read.problems)).toMatch(message)
})
