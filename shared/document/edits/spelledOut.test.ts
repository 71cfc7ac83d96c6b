import { expect, test } from 'vitest'
import { workflowOf } from '../../testing/workflow.ts'
import { setCollapsed, setMode, setSeedMode } from './nodes.ts'

test('a default that a file spells out stays while nothing else is set', () => {
  const [node] = workflowOf({ a: { type: 'x', mode: 'active', seedMode: 'fixed' } }).nodes
  const workflow = { ...workflowOf({}), nodes: node === undefined ? [] : [{ ...node, collapsed: false }] }
  const same = [setMode(['a'], 'active'), setSeedMode('a', 'fixed'), setCollapsed(['a'], false)]
  expect(same.map((edit) => edit(workflow) === workflow)).toEqual([true, true, true])
  const back = setMode(['a'], 'active')(setMode(['a'], 'muted')(workflow))
  expect(back.nodes[0]).not.toHaveProperty('mode')
})
