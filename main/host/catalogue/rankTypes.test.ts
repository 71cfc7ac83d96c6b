import Fuse from 'fuse.js'
import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { Lead } from '#shared/comfyui/comfyNames.ts'
import { comfyNames } from '#shared/comfyui/comfyNames.ts'
import { nameType } from '#shared/nodes/nameType.ts'
import { createTypeSearch } from './rankTypes.ts'

const nodeTypes = [...registry.summaries()]
const { rank, explain } = createTypeSearch(nodeTypes)
const found = (query: string): readonly string[] => rank(query).map(nameType)

test.each([
  ['crop', 'Crop image'],
  ['blur', 'Blur image'],
  ['inpaint', 'Inpaint (Z-Image Turbo)'],
  ['z inpaint', 'Inpaint (Z-Image Turbo)'],
  ['contrlnet', 'ControlNet (Z-Image Turbo)'],
  ['text to image', 'Text to image (FLUX.1 dev)'],
  ['z-image', 'Text to image (Z-Image Turbo)'],
  ['Paint msk', 'Paint mask'],
  ['export', 'Save image'],
])('%s finds %s first', (query, title) => {
  expect(found(query)[0]).toBe(title)
})

const typesOf = (query: string): readonly string[] => rank(query).map(({ type }) => type)
const categoryOf = (query: string): string | undefined => rank(query)[0]?.category

test.each([
  ['text to image', 'Text to image'],
  ['image to image', 'Image to image'],
  ['make picture', 'Text to image'],
  ['create an image', 'Text to image'],
  ['txt2img', 'Text to image'],
  ['image', 'Text to image'],
  ['ksampler', 'Text to image'],
  ['clip text encode', 'Text to image'],
  ['vae decode', 'Text to image'],
  ['load checkpoint', 'Text to image'],
  ['empty latent', 'Text to image'],
  ['upscale', 'Upscaling'],
])('%s leads to a model of the category %s', (query, category) => {
  expect(categoryOf(query)).toBe(category)
})

test.each([
  ['load image', 'local/load-image'],
  ['mask', 'local/paint-mask'],
  ['text', 'local/text'],
  ['ImageScale', 'local/resize'],
  ['preview', 'local/preview'],
  ['blur', 'local/blur'],
  ['caption', 'local/text-on-image'],
])('%s leads to %s', (query, type) => {
  expect(typesOf(query)[0]).toBe(type)
})

test('a category or keyword in full comes before a title that only resembles the words', () => {
  const titles = found('text to image')
  expect(titles.indexOf('Text on image')).toBe(-1)
  expect(rank('text to image').every(({ category }) => category === 'Text to image')).toBe(true)
})

test('every name of ComfyUI leads to node types that are here, and is explained', () => {
  const isLed = (lead: Lead, type: (typeof nodeTypes)[number]): boolean =>
    'type' in lead
      ? type.type === lead.type
      : 'category' in lead
        ? type.category === lead.category
        : type.keywords.includes(lead.keyword)
  for (const { names, leads, text } of comfyNames)
    for (const name of names) {
      expect(explain(name)).toBe(text)
      const ranked = rank(name)
      // Each lead finds something, and what the first one finds comes first.
      expect(leads.filter((lead) => !ranked.some((type) => isLed(lead, type)))).toEqual([])
      expect(ranked.findIndex((type) => leads.slice(0, 1).some((lead) => isLed(lead, type)))).toBe(0)
    }
})

test('words that are in a title are not taken for the beginning of a name of ComfyUI', () => {
  expect(['load', 'image', 'mask', 'preview', 'save image', 'crop'].map((query) => explain(query))).toEqual(
    Array.from({ length: 6 }, () => null),
  )
  expect(explain('clip text')).toContain('part of Text to image')
})

test('nodes that have a word in their title come before those that only mention it', () => {
  const masks = found('mask')
  const named = masks.filter((title) => /mask/i.test(title))
  expect(named).toEqual(expect.arrayContaining(['Paint mask', 'Shape mask']))
  expect(masks.slice(0, named.length)).toEqual(named)
})

test('fuzzy matches are not offered if the word itself is found', () => {
  expect(found('lora').toSorted()).toEqual([
    'ControlNet (Z-Image Turbo)',
    'Inpaint with LoRA (FLUX.1 dev)',
    'Text to image with LoRA (Z-Image Turbo)',
  ])
})

test('without words every node type is offered, the models first, then by category', () => {
  const all = rank(' ')
  expect(all.toSorted((one, other) => one.type.localeCompare(other.type))).toEqual(
    nodeTypes.toSorted((one, other) => one.type.localeCompare(other.type)),
  )
  const isModel = all.map(({ where }) => where === 'remote')
  expect(isModel).toEqual(isModel.toSorted((one, other) => Number(other) - Number(one)))
  const local = all.filter(({ where }) => where === 'local').map(({ category }) => category)
  expect([...new Set(local)]).toEqual(['Image', 'Mask', 'Media', 'Text', 'List', 'Values', 'Output', 'Notes'])
  expect(local).toEqual([...Map.groupBy(local, (category) => category).values()].flat())
})

test('the order does not depend on the order that the types come in', () => {
  expect(createTypeSearch(nodeTypes.toReversed()).rank('')).toEqual(rank(''))
})

test('a search among some node types finds the same as all of it, without the others', () => {
  for (const query of ['', 'mask', 'contrlnet', 'Paint msk']) {
    const isLocal = ({ where }: (typeof nodeTypes)[number]): boolean => where === 'local'
    expect(rank(query, isLocal).every(isLocal)).toBe(true)
  }
  expect(rank('mask', ({ category }) => category === 'Mask')).toEqual(
    rank('mask').filter(({ category }) => category === 'Mask'),
  )
})

test('a fuzzy search finds what reading every title would find', () => {
  const titles = new Fuse(nodeTypes, { keys: ['title'], threshold: 0.25, ignoreLocation: true })
  for (const query of ['contrlnet', 'Paint msk', 'imgae', 'reszie', 'z-imge trubo', 'sav', 'blurr image'])
    expect(rank(query).slice(0, 3)).toEqual(
      expect.arrayContaining(
        titles
          .search(query)
          .slice(0, 1)
          .map(({ item }) => item),
      ),
    )
})
