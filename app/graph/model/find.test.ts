import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { findNodes } from './find.ts'

const workflow = workflowOf({
  first: {
    type: 'local/text',
    title: 'Opening',
    values: { text: `${'x'.repeat(40)}A red lighthouse${'y'.repeat(40)}` },
  },
  second: 'local/seed',
})

test.each([
  ['open', [{ node: 'first', title: 'Opening', where: 'Opening' }]],
  [
    'LIGHTHOUSE',
    [{ node: 'first', title: 'Opening', where: `…${'x'.repeat(18)}A red lighthouse${'y'.repeat(24)}…` }],
  ],
  ['secon', [{ node: 'second', title: 'Seed', where: 'second' }]],
  ['nowhere', []],
  ['  ', []],
])('%o finds %o', (query, found) => {
  expect(findNodes(workflow, query, registry)).toEqual(found)
})
