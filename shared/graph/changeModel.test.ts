import { expect, test } from 'vitest'
import type { NodeType } from '../nodes/defineNode.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { createRegistry } from '../nodes/registry.ts'
import type { Port } from '../ports/port.ts'
import { choice, image, integer, listOf, number, optional, text, withDefault } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'
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
  outputs: { image: image('Image'), seed: integer('Seed') },
  run: () => ({ image: picture, seed: 1 }),
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
  outputs: { images: listOf(image('Images')), seed: number('Seed') },
  run: () => ({ images: [picture], seed: 1 }),
})

/** Its numbers are choices. */
const film = defineNode({
  type: 'far/film',
  title: 'Far film',
  category: 'Image to video',
  inputs: { turbo: choice('Turbo', ['5', '10']) },
  outputs: { seed: integer('Seed') },
  run: () => ({ seed: 1 }),
})

const registry = createRegistry([...testNodes, near, far, film])
const node = (values: Record<string, Json>) => ({ type: near.type, values })

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

const address = 'https://example.com/cat.png'

test.each<[string, NodeType, NodeType, Readonly<Record<string, Json>>, Readonly<Record<string, Json>>]>([
  ['one picture becomes a list of it', near, far, { image_url: address }, { image_urls: [address] }],
  ['a list of one picture becomes the picture', far, near, { image_urls: [address] }, { image_url: address }],
  ['a number becomes the choice of that name', near, film, { turbo: 5 }, { turbo: '5' }],
  ['a number in quotes becomes the number', near, far, { steps: '9' }, { num_inference_steps: 9 }],
])('%s', (_, from, to, values, expected) => {
  const change = changeModel(workflowOf({ a: { type: from.type, values } }), registry, 'a', to)
  expect(change?.workflow.nodes[0]?.values).toEqual(expected)
  expect(change?.dropped).toEqual([])
})

test('of two pictures, none is chosen for an input that takes one', () => {
  const workflow = workflowOf({ a: { type: far.type, values: { image_urls: [address, address] } } })
  const change = changeModel(workflow, registry, 'a', near)
  expect(change?.workflow.nodes[0]?.values).toBeUndefined()
  expect(change?.dropped).toEqual([
    {
      from: 'Images',
      what: 'value',
      why: 'Image of Near edit: must be an image (a file, an asset or an address), not a list.',
    },
  ])
})

test('what is at a port that the model before does not have is dropped by the name in the file', () => {
  const workflow = workflowOf({ a: node({ old: 'x' }), b: 'test/paint' }, [
    'b.image > a.older',
    'a.oldest > b.image',
  ])
  const change = changeModel(workflow, registry, 'a', far)
  expect(change?.workflow.edges).toEqual([])
  expect(change?.dropped).toEqual([
    { from: 'old', what: 'value', why: 'Far edit has no input like old.' },
    { from: 'older', what: 'cable', why: 'Far edit has no input like older.' },
    { from: 'oldest', what: 'cable', why: 'Far edit has no output like oldest.' },
  ])
})

test('a cable whose other end does not take the type of the new port is dropped with the reason', () => {
  const workflow = workflowOf({ words: 'test/text', a: near.type, count: 'test/number' }, [
    'words.text > a.image_url',
    'a.seed > count.number',
  ])
  const change = changeModel(workflow, registry, 'a', far)
  expect(change?.workflow.edges).toEqual([])
  expect(change?.carried).toEqual([])
  expect(change?.dropped).toEqual([
    { from: 'Image', what: 'cable', why: 'a text cannot become an image.' },
    { from: 'Seed', what: 'cable', why: 'a number cannot become a whole number.' },
  ])
})

test('a cable whose other end is unknown stays connected', () => {
  const workflow = workflowOf({ a: near.type, theirs: 'acme/unknown' }, [
    'nowhere.image > a.image_url',
    'a.image > nowhere.image',
    'a.image > theirs.image',
  ])
  const change = changeModel(workflow, registry, 'a', far)
  expect(change?.workflow.edges.map(({ from, to }) => [from.port, to.port])).toEqual([
    ['image', 'image_urls'],
    ['images', 'image'],
    ['images', 'image'],
  ])
  expect(change?.dropped).toEqual([])
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

test('a number becomes a choice, and the choice the number again', () => {
  const seconds = (type: string, duration: Port) =>
    defineNode({
      type,
      title: type,
      category: 'Video',
      inputs: { duration },
      outputs: {},
      run: () => ({}),
    })
  const [number5, choice5] = [
    seconds('a/video', withDefault(integer('Duration'), 3)),
    seconds('b/video', withDefault(choice('Duration', ['5', '10']), '10')),
  ]
  const types = createRegistry([number5, choice5])
  const workflow = workflowOf({ a: { type: number5.type, values: { duration: 5 } } })
  const there = changeModel(workflow, types, 'a', choice5)?.workflow ?? workflow
  expect(there.nodes[0]?.values).toEqual({ duration: '5' })
  expect(changeModel(there, types, 'a', number5)?.workflow).toEqual(workflow)
})
