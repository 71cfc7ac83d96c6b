import { expect, test } from 'vitest'
import type { FoundType } from '#shared/api/catalogueRequests.ts'
import { groupAll, groupFound, preferReady } from './groupTypes.ts'

const type = (
  name: string,
  title: string,
  category: string,
  where: FoundType['where'] = 'local',
): FoundType => ({
  type: name,
  title,
  category,
  help: '',
  where,
  inputTypes: [],
  outputTypes: [],
})

const types = [
  type('local/z', 'Tile image', 'Image'),
  type('local/a', 'Flip and rotate', 'Image'),
  type('a/inpaint', 'Inpaint', 'Inpainting', 'remote'),
  type('a/draw', 'Text to image', 'Text to image', 'remote'),
  type('local/b', 'Grow mask', 'Mask'),
]
const outline = (groups: ReturnType<typeof groupAll>): readonly string[] =>
  groups.map((group) => `${group.title}: ${group.types.map(({ title }) => title).join(', ')}`)

test('the models come first, and each group is in alphabetical order by title', () => {
  expect(outline(groupAll(types, []))).toEqual([
    'Models: Inpaint, Text to image',
    'Image: Flip and rotate, Tile image',
    'Mask: Grow mask',
  ])
})

test('what was placed last comes before them, and is still where it belongs', () => {
  expect(outline(groupAll(types, ['local/b', 'gone/model', 'a/draw']))).toEqual([
    'Recent: Grow mask, Text to image',
    'Models: Inpaint, Text to image',
    'Image: Flip and rotate, Tile image',
    'Mask: Grow mask',
  ])
})

test('the groups of a search are in the order of their best match, and keep it', () => {
  expect(outline(groupFound(types))).toEqual([
    'Image: Tile image, Flip and rotate',
    'Models: Inpaint, Text to image',
    'Mask: Grow mask',
  ])
})

test('of models that do the same, those of an engine with a key come first', () => {
  const same = [
    type('one/draw', 'Text to image', '', 'remote'),
    type('local/text', 'Text', 'Values'),
    type('other/draw', 'Text to image', '', 'remote'),
    type('one/inpaint', 'Inpaint', '', 'remote'),
  ]
  const order = preferReady(same, (each) => (each.type.startsWith('other/') ? 0 : 1)).map((each) => each.type)
  expect(order).toEqual(['other/draw', 'local/text', 'one/draw', 'one/inpaint'])
})
