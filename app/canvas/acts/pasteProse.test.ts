import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { promptTarget } from './pasteProse.ts'

const workflow = workflowOf(
  { words: 'local/text', join: 'local/join-text', fed: 'local/text', crop: 'local/crop' },
  ['join.text > fed.text'],
)

test.each([
  ['the text of the selected node', ['words'], { node: 'words', port: 'text' }],
  ['nowhere if a cable brings that text', ['fed'], null],
  ['nowhere if the node has no text of several lines', ['crop'], null],
  ['nowhere if two are selected', ['words', 'join'], null],
  ['nowhere if none is selected', [], null],
])('pasted prose goes into %s', (_, selected, target) => {
  expect(promptTarget(workflow, new Set(selected), registry)).toEqual(target)
})
