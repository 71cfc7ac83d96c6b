import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'
import { say, workflowOf } from '#shared/testing/workflow.ts'
import { createRunNodes } from './runNodes.ts'

const request = {
  mode: 'practice',
  only: null,
  targets: null,
  out: '',
  folder: '',
  pictures: [],
  concurrency: 1,
  fresh: false,
} as const

test('however many jobs of a run ask for the titles of its nodes, its workflow is read once', () => {
  const workflow = writeWorkflow(workflowOf({ a: say('x', { title: 'Harbour' }), b: 'test/join' }))
  let reads = 0
  const nodes = createRunNodes(
    {
      steps: () => ({}),
      source() {
        reads++
        return { workflow, request: { ...request, pictures: [] } }
      },
    },
    testRegistry,
  )
  const titleOf = nodes.titlesOf('run')
  expect([reads, titleOf('a'), titleOf('b'), titleOf('gone'), reads]).toEqual([
    0,
    'Harbour',
    'Join',
    'gone',
    1,
  ])
})
