import { expect, test } from 'vitest'
import type { Edge, Group, Node, Workflow } from '../workflow.ts'
import { emptyWorkflow } from '../defaults.ts'
import { insert, renewIds, copyFragment } from './fragment.ts'

const text: Node = { id: 'text', type: 'local/text', position: { x: 0, y: 0, z: 1 }, mine: 1 }
const model: Node = {
  id: 'model',
  type: 'endpoint/example/model',
  position: { x: 300, y: 0 },
  values: { seed: 7 },
}
const save: Node = { id: 'save', type: 'local/save', position: { x: 600, y: 0 } }
const other: Node = { id: 'other', type: 'local/note', position: { x: 0, y: 0 } }
const prompt: Edge = {
  id: 'e1',
  from: { node: 'text', port: 'text' },
  to: { node: 'model', port: 'prompt' },
  mine: 3,
}
const image: Edge = { id: 'e2', from: { node: 'model', port: 'image' }, to: { node: 'save', port: 'image' } }
const group: Group = { id: 'g1', position: { x: 0, y: 0 }, size: { width: 9, height: 9 }, mine: 4 }
const workflow: Workflow = {
  ...emptyWorkflow('Fog'),
  nodes: [text, model, save],
  edges: [prompt, image],
  groups: [group],
}
const bare = emptyWorkflow()

test('a fragment has the edges between its nodes, and with incoming those into them', () => {
  expect(copyFragment(workflow, ['model', 'save', 'g1'])).toStrictEqual({
    nodes: [model, save],
    edges: [image],
    groups: [group],
  })
  expect(copyFragment(workflow, ['model'], { incoming: true })).toStrictEqual({
    nodes: [model],
    edges: [prompt],
  })
  expect(copyFragment(bare, ['model'])).toStrictEqual({ nodes: [], edges: [] })
})

function counting(): () => string {
  let count = 0
  return () => `new${(count += 1)}`
}

test('a pasted fragment has fresh ids throughout and is placed beside its original', () => {
  const fragment = renewIds(copyFragment(workflow, ['text', 'model', 'g1']), counting())
  expect(insert(fragment, { dx: 20, dy: 30 })(workflow)).toStrictEqual({
    ...workflow,
    nodes: [
      text,
      model,
      save,
      { ...text, id: 'new1', position: { x: 20, y: 30, z: 1 } },
      { ...model, id: 'new2', position: { x: 320, y: 30 } },
    ],
    edges: [
      prompt,
      image,
      { ...prompt, id: 'new3', from: { node: 'new1', port: 'text' }, to: { node: 'new2', port: 'prompt' } },
    ],
    groups: [group, { ...group, id: 'new4', position: { x: 20, y: 30 } }],
  })
})

test('a paste that keeps incoming edges has them if their nodes exist, and drops them otherwise', () => {
  const fragment = renewIds(copyFragment(workflow, ['model'], { incoming: true }), counting())
  const incoming = { ...prompt, id: 'new2', to: { node: 'new1', port: 'prompt' } }
  expect(insert(fragment)(workflow).edges).toStrictEqual([prompt, image, incoming])
  expect(insert(fragment)(bare)).toStrictEqual({ ...bare, nodes: [{ ...model, id: 'new1' }] })
})

test('an inserted fragment adds no edge into nodes that were there before', () => {
  expect(insert({ nodes: [other], edges: [{ ...prompt, id: 'e3' }] })(workflow)).toStrictEqual({
    ...workflow,
    nodes: [text, model, save, other],
  })
})

test('a fragment brings the endpoints that it carries, beside those that are there', () => {
  const carried = (name: string) => ({ [name]: { title: name } })
  const fragment = copyFragment({ ...workflow, schemas: { ...carried('a'), ...carried('b') } }, ['model'])
  expect(renewIds(fragment, () => 'new').schemas).toEqual({ ...carried('a'), ...carried('b') })
  const own = { ...bare, schemas: { a: { title: 'mine' } } }
  expect(insert(fragment)(own).schemas).toEqual({ a: { title: 'mine' }, ...carried('b') })
  expect(insert(fragment)(bare).schemas).toEqual(fragment.schemas)
  const known = { ...bare, schemas: { ...carried('b'), ...carried('a') } }
  expect(insert(fragment)(known).schemas).toBe(known.schemas)
  expect('schemas' in insert({ nodes: [text], edges: [] })(bare)).toBe(false)
})
