import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { shownNotice, sortProblems } from './problems.ts'

test('problems are found by node and port, as sentences; of several at one port, the first', () => {
  const sorted = sortProblems([
    { code: 'missing', message: 'prompt is needed', path: [], node: 'a', port: 'prompt' },
    { code: 'value', message: 'is too long', path: [], node: 'a', port: 'prompt' },
    { code: 'unknown-node', message: 'there is no such type', path: [], node: 'b' },
    { code: 'shape', message: 'of the file', path: [] },
  ])
  expect(sorted).toEqual(
    new Map([
      ['a', new Map([['prompt', 'Prompt is needed.']])],
      ['b', new Map([['', 'There is no such type.']])],
    ]),
  )
})

test('a missing input is marked at the node that lacks it, and not at those that wait for that node', () => {
  const workflow = workflowOf({ lacks: 'local/blur', waits: 'local/preview', free: 'local/integer' }, [
    'lacks.image > waits.value',
  ])
  const { problems, notices } = planRunnable(workflow, registry)
  expect(problems).toEqual([])
  expect(sortProblems(notices.flatMap(shownNotice))).toEqual(
    new Map([['lacks', new Map([['image', 'Image is needed.']])]]),
  )
})
