import { expect, test } from 'vitest'
import { nodeTypes } from '#nodes/registry.ts'
import { inOrder, rankTypes } from './rankTypes.ts'

const found = (query: string): readonly string[] => rankTypes(nodeTypes, query).map(({ title }) => title)

test.each([
  ['crop', 'Crop image'],
  ['blur', 'Blur image'],
  ['inpaint', 'Z-Image Turbo inpainting'],
  ['contrlnet', 'Z-Image Turbo ControlNet + LoRA'],
  ['Paint msk', 'Paint mask'],
  ['export', 'Save image'],
])('%s finds %s first', (query, title) => {
  expect(found(query)[0]).toBe(title)
})

test('nodes that have a word in their title come before those that only mention it', () => {
  const masks = found('mask')
  const named = masks.filter((title) => /mask/i.test(title))
  expect(named).toEqual(expect.arrayContaining(['Paint mask', 'Shape mask']))
  expect(masks.slice(0, named.length)).toEqual(named)
})

test('fuzzy matches are not offered if the word itself is found', () => {
  expect(found('lora').toSorted()).toEqual(['Z-Image Turbo ControlNet + LoRA', 'Z-Image Turbo LoRA'])
})

test('without words every node type is offered, the models first, then by category', () => {
  const all = rankTypes(nodeTypes, ' ')
  expect(all.toSorted((one, other) => one.type.localeCompare(other.type))).toEqual(
    nodeTypes.toSorted((one, other) => one.type.localeCompare(other.type)),
  )
  const isModel = all.map(({ where }) => where === 'remote')
  expect(isModel).toEqual(isModel.toSorted((one, other) => Number(other) - Number(one)))
  const local = all.filter(({ where }) => where === 'local').map(({ category }) => category)
  expect([...new Set(local)]).toEqual(['Image', 'Mask', 'Media', 'Text', 'List', 'Values', 'Output', 'Notes'])
  expect(local).toEqual([...Map.groupBy(local, (category) => category).values()].flat())
})

test('types of one title and category keep to the order of their titles, whatever order they come in', () => {
  expect(inOrder(nodeTypes.toReversed())).toEqual(inOrder(nodeTypes))
})
