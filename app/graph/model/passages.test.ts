import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { passagesOf } from './passages.ts'

const cables = [
  'load.image > crop.image',
  'crop.image > blur.image',
  'load.image > over.over',
  'blur.image > over.base',
]
const types = { load: 'local/load-image', blur: 'local/blur', over: 'local/composite' }

test('a cable goes through a bypassed node from the input that it passes on to its output', () => {
  const workflow = workflowOf({ ...types, crop: { type: 'local/crop', mode: 'bypassed' } }, cables)
  expect(passagesOf(workflow, registry)).toEqual([
    { node: 'crop', input: 'image', output: 'image', kind: 'image', edge: workflow.edges[0]?.id },
  ])
})

test('through two bypassed nodes in a row as well, and through none that runs', () => {
  const workflow = workflowOf(
    {
      ...types,
      crop: { type: 'local/crop', mode: 'bypassed' },
      blur: { type: 'local/blur', mode: 'bypassed' },
    },
    cables,
  )
  expect(passagesOf(workflow, registry).map(({ node }) => node)).toEqual(['blur', 'crop'])
  expect(passagesOf(workflowOf({ ...types, crop: 'local/crop' }, cables), registry)).toEqual([])
})

test('a bypassed node without a cable into the input that it would pass on has no passage', () => {
  const workflow = workflowOf({ ...types, blur: { type: 'local/blur', mode: 'bypassed' } }, [
    'blur.image > over.base',
  ])
  expect(passagesOf(workflow, registry)).toEqual([])
})
