import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { setMode } from '#shared/document/edits/nodes.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { outputType } from './portTypes.ts'

test('a cable behind a node has another type once that is bypassed, and its own again afterwards', () => {
  const workflow = workflowOf({ n: 'local/integer', j: 'local/join-text', r: 'local/reroute' }, [
    'n.integer > j.first',
    'j.text > r.value',
  ])
  const bypassed = setMode(['j'], 'bypassed')(workflow)
  const kinds = [workflow, bypassed, workflow].map((one) => outputType(one, 'r', 'value', registry).kind)
  expect(kinds).toEqual(['text', 'integer', 'text'])
})
