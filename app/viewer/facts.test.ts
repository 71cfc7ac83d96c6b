import { describe, expect, test } from 'vitest'
import type { ResultRow } from '#shared/api/records.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { boolean, image, mask, seed, text } from '#shared/ports/port.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { costText, factsOf, fileFactsOf } from './facts.ts'
import { formatBytes } from '../base/formatBytes.ts'
import { firstPicture, inputsOf } from './inputsOf.ts'

const type = defineNode({
  type: 'test/repaint',
  title: 'Repaint',
  category: 'Test',
  inputs: {
    image: image('Image'),
    mask: mask('Mask'),
    prompt: text('Prompt'),
    noise: seed('Noise'),
    fast: boolean('Fast'),
  },
  outputs: {},
  run: () => ({}),
})
const [first, second] = [fakeMedia(1), fakeMedia(2)]
const row: ResultRow = {
  media: fakeMedia(3),
  run: 'r',
  workflowName: 'Harbour',
  node: 'a',
  nodeTitle: 'Evening',
  nodeType: 'test/repaint',
  port: 'image',
  at: 0,
  took: 12_340,
  mode: 'live',
  engine: 'acme',
  modelId: 'maker/model',
  cost: 0.0125,
  requestId: 'request-1',
  inputs: {
    old: { a: 1 },
    fast: true,
    prompt: 'boats',
    noise: 42,
    mask: { asset: second.sha256 },
    image: { asset: first.sha256 },
  },
}

test('a result is described by all that is known of what made it', () => {
  const facts = factsOf({ row, source: null, reuses: 2 }, type, () => 'Acme')
  expect(facts.map(({ label, value, copy }) => [label, label === 'Made' ? '' : value, copy])).toEqual([
    ['Workflow', 'Harbour', false],
    ['Node', 'Evening', false],
    ['Type', 'Repaint', false],
    ['Model', 'maker/model', false],
    ['Seed', '42', true],
    ['Request', 'request-1', true],
    ['Engine', 'Acme', false],
    ['Made', '', false],
    ['Took', '12.3 s', false],
    ['Cost', '$0.0125', false],
    ['Used again', '2 times, at no charge', false],
  ])
})

test.each([
  [{ from: 'file', name: 'a.png' } as const, [{ label: 'File', value: 'a.png', copy: false }]],
  [null, []],
])('what no run made is described by its source: %j', (source, facts) => {
  expect(factsOf({ row: null, source, reuses: 0 }, undefined, () => '')).toEqual(facts)
})

test.each([
  ['practice', 'm', 0.5, 'Nothing'],
  ['live', null, null, 'Nothing'],
  ['live', 'm', null, 'Not reported by the engine'],
  ['live', 'm', 0.5, '$0.50'],
] as const)('in %s by %s for %s: %s', (mode, modelId, cost, expected) => {
  expect(costText({ mode, modelId, cost })).toBe(expected)
})

test('a picture is described as a file', () => {
  expect(fileFactsOf({ ...first, bytes: 1_234_567, path: '/pictures/a.png' })).toEqual([
    { label: 'Size', value: '64 × 64 pixels', copy: false },
    { label: 'File', value: '1.2 MB, PNG', copy: false },
    { label: 'Saved as', value: '/pictures/a.png', copy: false },
    { label: 'SHA-256', value: first.sha256, copy: true },
  ])
})

test('a video as a file has a duration and a frame rate', () => {
  const video = { ...fakeMedia(1, 'video'), duration: 12.4, fps: 29.97, bytes: 1000 }
  expect(fileFactsOf(video).slice(0, -1)).toEqual([
    { label: 'Duration', value: '0:12', copy: false },
    { label: 'Frames', value: '29.97 per second', copy: false },
    { label: 'File', value: '1.0 kB, MP4', copy: false },
  ])
})

test.each([
  [999, '999 bytes'],
  [12_345, '12.3 kB'],
  [123_456, '123 kB'],
  [999_999, '1.0 MB'],
  [1_000_000, '1.0 MB'],
])('%i bytes are %s', (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected)
})

describe('what went into a picture', () => {
  test('is listed in the order of the ports, by their labels, without the seed', () => {
    expect(inputsOf(row, type)).toEqual([
      { kind: 'media', label: 'Image', media: [{ sha256: first.sha256, media: 'image' }] },
      { kind: 'media', label: 'Mask', media: [{ sha256: second.sha256, media: 'mask' }] },
      { kind: 'words', label: 'Prompt', text: 'boats', prose: true },
      { kind: 'words', label: 'Fast', text: 'Yes', prose: false },
      { kind: 'words', label: 'old', text: '{"a":1}', prose: false },
    ])
  })

  test('is listed by the names of ports if the type is not known', () => {
    expect(
      inputsOf({ inputs: { images: [{ asset: first.sha256 }, { asset: second.sha256 }] } }, undefined),
    ).toEqual([
      {
        kind: 'media',
        label: 'images',
        media: [
          { sha256: first.sha256, media: 'image' },
          { sha256: second.sha256, media: 'image' },
        ],
      },
    ])
  })

  test('is compared by its first picture that is not a mask', () => {
    const masked = { kind: 'media', label: 'Mask', media: [{ sha256: 'm', media: 'mask' }] } as const
    const drawn = { kind: 'media', label: 'Image', media: [{ sha256: 'i', media: 'image' }] } as const
    expect([firstPicture([masked, drawn]), firstPicture([masked])]).toEqual(['i', null])
  })
})
