import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { traceCables } from './trace.ts'

const join = 'local/join-text'
const workflow = workflowOf({ a: join, b: join, c: join, d: join, e: join, alone: join }, [
  'a.text > b.first',
  'b.text > c.first',
  'c.text > d.first',
  'b.text > e.first',
  'a.text > e.second',
])

const names = (ids: ReadonlySet<string>): readonly string[] =>
  workflow.edges.filter(({ id }) => ids.has(id)).map(({ from, to }) => `${from.node}${to.node}`)

const edge = (name: string): string =>
  workflow.edges.find(({ from, to }) => `${from.node}${to.node}` === name)?.id ?? ''

test.each([
  ['a node in the middle', ['c'], [], ['ab', 'bc', 'cd']],
  ['the first node', ['a'], [], ['ab', 'bc', 'cd', 'be', 'ae']],
  ['two nodes', ['d', 'e'], [], ['ab', 'bc', 'cd', 'be', 'ae']],
  ['a node without cables', ['alone'], [], []],
  ['a cable', [], ['be'], ['ab', 'be']],
  ['something that is gone', ['gone'], ['gone'], []],
])('the cables up and down from %s', (_, nodes, edges, traced) => {
  expect(names(traceCables(workflow, { nodes, edges: edges.map(edge) })).toSorted()).toEqual(
    traced.toSorted(),
  )
})
