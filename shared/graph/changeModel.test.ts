import { expect, test } from 'vitest'
import { defineNode } from '../nodes/defineNode.ts'
import { createRegistry } from '../nodes/registry.ts'
import { choice, image, integer, listOf, number, optional, text, withDefault } from '../ports/port.ts'
import { fakeMedia } from '../testing/media.ts'
import { testNodes } from '../testing/nodeTypes.ts'
import { workflowOf } from '../testing/workflow.ts'
import { changeModel } from './changeModel.ts'

const picture = fakeMedia(1)

/** The model that nodes have before. */
const near = defineNode({
  type: 'near/edit',
  title: 'Near edit',
  category: 'Image to image',
  inputs: {
    prompt: text('Prompt'),
    image_url: image('Image'),
    steps: withDefault(integer('Steps'), 8),
    size: withDefault(choice('Size', ['small', 'large']), 'small'),
    turbo: optional(integer('Turbo')),
  },
  outputs: { image: image('Image') },
  run: () => ({ image: picture }),
})

/** The model that they are changed to. */
const far = defineNode({
  type: 'far/edit',
  title: 'Far edit',
  category: 'Image to image',
  inputs: {
    prompt: text('Prompt'),
    image_urls: listOf(image('Images')),
    num_inference_steps: withDefault(integer('Inference steps', { limits: { maximum: 20 } }), 12),
    size: withDefault(choice('Size', ['large', 'huge']), 'large'),
    strength: withDefault(number('Strength'), 0.5),
    style: text('Style'),
  },
  outputs: { images: listOf(image('Images')) },
  run: () => ({ images: [picture] }),
})

const registry = createRegistry([...testNodes, near, far])
const node = (values: Record<string, string | number>) => ({ type: near.type, values })

test('values go to the inputs that have their part, and what is not valid there is named with the reason', () => {
  const workflow = workflowOf({ a: node({ prompt: 'a cat', steps: 9, size: 'small', turbo: 1 }) })
  const change = changeModel(workflow, registry, 'a', far)
  expect(change?.workflow.nodes).toEqual([
    {
      id: 'a',
      type: 'far/edit',
      position: { x: 0, y: 0 },
      values: { prompt: 'a cat', num_inference_steps: 9 },
    },
  ])
  expect(change?.carried).toEqual([
    { from: 'Prompt', to: 'Prompt', what: 'value' },
    { from: 'Steps', to: 'Inference steps', what: 'value' },
  ])
  expect(change?.dropped).toEqual([
    { from: 'Size', what: 'value', why: 'Size of Far edit: "small" is none of large, huge.' },
    { from: 'Turbo', what: 'value', why: 'Far edit has no input like Turbo.' },
  ])
  expect(change?.added).toEqual([
    { label: 'Images', missing: true },
    { label: 'Strength', missing: false },
    { label: 'Style', missing: true },
  ])
})

test('a value outside of the new limits is dropped, not cut off', () => {
  const change = changeModel(workflowOf({ a: node({ steps: 25 }) }), registry, 'a', far)
  expect(change?.workflow.nodes[0]?.values).toBeUndefined()
  expect(change?.dropped).toMatchObject([{ from: 'Steps', what: 'value' }])
})

test('cables stay connected where the new ports take them, on both sides', () => {
  const workflow = workflowOf({ first: 'test/paint', a: near.type, last: 'test/paint', words: 'test/text' }, [
    'first.image > a.image_url',
    'a.image > last.image',
    'words.text > a.turbo',
  ])
  const change = changeModel(workflow, registry, 'a', far)
  expect(change?.workflow.edges).toEqual([
    { id: 'e0', from: { node: 'first', port: 'image' }, to: { node: 'a', port: 'image_urls' } },
    { id: 'e1', from: { node: 'a', port: 'images' }, to: { node: 'last', port: 'image' } },
  ])
  expect(change?.dropped).toEqual([
    { from: 'Turbo', what: 'cable', why: 'Far edit has no input like Turbo.' },
  ])
  expect(change?.added).not.toContainEqual({ label: 'Images', missing: true })
})

test('title, place, mode and unknown fields stay; a pinned version was made by the model before', () => {
  const given = {
    type: near.type,
    title: 'Mine',
    mode: 'muted',
    take: { outputs: {} },
    note: 'kept',
  } as const
  const change = changeModel(workflowOf({ a: given }), registry, 'a', far)
  expect(change?.workflow.nodes).toEqual([
    { id: 'a', type: 'far/edit', title: 'Mine', mode: 'muted', note: 'kept', position: { x: 0, y: 0 } },
  ])
  expect(change?.dropped).toEqual([
    { from: 'Pinned version', what: 'pinned version', why: 'It was made by Near edit.' },
  ])
})

test('there and back gives the same workflow, if all carries over', () => {
  const workflow = workflowOf({ a: node({ prompt: 'a cat', steps: 9 }), b: 'test/paint' }, [
    'b.image > a.image_url',
    'a.image > b.image',
  ])
  const there = changeModel(workflow, registry, 'a', far)
  expect(changeModel(there?.workflow ?? workflow, registry, 'a', near)?.workflow).toEqual(workflow)
})

test('a node that is not there, or whose type is unknown, has no other model', () => {
  const workflow = workflowOf({ a: 'acme/unknown' })
  expect(changeModel(workflow, registry, 'a', far)).toBeNull()
  expect(changeModel(workflow, registry, 'b', far)).toBeNull()
})
