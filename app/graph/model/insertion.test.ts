import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { insertInto, insertionInto } from './insertion.ts'

const typeNamed = (name: string): NodeType => {
  const type = registry.get(name)
  if (type === undefined) throw new Error(`there is no ${name}`)
  return type
}

const workflow = workflowOf({ load: 'local/load-image', crop: 'local/crop', save: 'local/save-image' }, [
  'load.image > save.images',
])
const [edge] = workflow.edges
if (edge === undefined) throw new Error('the workflow has an edge')

test.each([
  ['local/crop', { input: 'image', output: 'image' }],
  ['local/reroute', { input: 'value', output: 'value' }],
  ['local/text', null],
  ['local/save-image', { input: 'images', output: 'images' }],
])('%s goes into a cable of pictures by %o', (name, ports) => {
  const into = insertionInto(workflow, edge, typeNamed(name), registry)
  expect(into && { input: into.input, output: into.output }).toEqual(ports)
})

test('a node that is put into a cable is tied to both of its ends', () => {
  const into = insertionInto(workflow, edge, typeNamed('local/crop'), registry)
  if (into === null) throw new Error('it fits')
  let ids = 0
  const { edges } = insertInto(into, { id: 'crop' }, () => `new${++ids}`)(workflow)
  expect(edges).toEqual([
    { id: 'new2', from: { node: 'crop', port: 'image' }, to: { node: 'save', port: 'images' } },
    { id: 'new1', from: { node: 'load', port: 'image' }, to: { node: 'crop', port: 'image' } },
  ])
})
