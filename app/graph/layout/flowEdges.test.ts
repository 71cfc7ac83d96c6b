import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { setValue } from '#shared/document/edits/nodes.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { createFlowEdges } from './flowEdges.ts'

const none: ReadonlySet<string> = new Set()

test('a cable has the kind of what flows, what it becomes on the way, or why it cannot', () => {
  const workflow = workflowOf(
    { n: 'local/integer', t: 'local/text', p: 'local/preview', q: 'local/preview', i: 'local/invert-mask' },
    ['n.integer > t.text', 't.text > p.value', 'p.value > q.value', 't.text > i.mask'],
  )
  const [first, second, third, fourth] = createFlowEdges()(workflow, none, registry)
  expect([first?.data, second?.data, third?.data, fourth?.data]).toEqual([
    { kind: 'integer', list: false, conversion: 'integer to text', wrong: '' },
    { kind: 'text', list: false, conversion: '', wrong: '' },
    { kind: 'text', list: false, conversion: '', wrong: '' },
    { kind: 'text', list: false, conversion: '', wrong: 'a text cannot become a mask' },
  ])
})

test('typing into a node leaves every cable as it is', () => {
  const build = createFlowEdges()
  const workflow = workflowOf({ t: 'local/text', p: 'local/preview' }, ['t.text > p.value'])
  expect(build(setValue('t', 'text', 'b')(workflow), none, registry)).toBe(build(workflow, none, registry))
})

test('a cable from or to nowhere is not drawn', () => {
  expect(createFlowEdges()(workflowOf({ t: 'local/text' }, ['t.text > gone.value']), none, registry)).toEqual(
    [],
  )
})
