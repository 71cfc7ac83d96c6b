import { expect, test } from 'vitest'
import { endpointNode } from '../endpoint/endpointNode.ts'
import type { Media, Values } from '../ports/value.ts'
import type { EstimatedUnits } from './estimateUnits.ts'
import { estimateUnits } from './estimateUnits.ts'

type Fields = Readonly<Record<string, { readonly type?: string }>>

const number = { type: 'number' }
const integer = { type: 'integer' }
const text = { type: 'string' }
const image: Media = {
  media: 'image',
  sha256: 'a'.repeat(64),
  mime: 'image/png',
  bytes: 1,
  width: 1500,
  height: 1000,
}
const film: Media = { ...image, media: 'video', mime: 'video/mp4', duration: 4.5 }

/** The units of a job of an endpoint with these fields. */
function unitsOf(
  unit: string,
  properties: Fields,
  inputs: Values,
  open: readonly string[] = [],
  outputs: Parameters<typeof endpointNode>[0]['outputs'] = ['images'],
): EstimatedUnits | null {
  const type = endpointNode({
    engine: 'acme',
    modelId: 'a/b',
    title: 'A',
    category: 'B',
    input: { type: 'object', properties: { ...properties } },
    outputs,
  })
  return estimateUnits(unit, { type, inputs, open: new Set(open) })
}

const exactly = (units: number): EstimatedUnits => ({ units, atLeast: false })

test.each<[string, string, Fields, Values, EstimatedUnits | null]>([
  ['one picture where nothing counts them', 'images', { prompt: text }, {}, exactly(1)],
  ['as many pictures as are set', 'image', { num_images: integer }, { num_images: 4 }, exactly(4)],
  ['as many outputs as are set', 'output', { num_images: integer }, { num_images: 2 }, exactly(2)],
  [
    'at least one if their number is not set',
    'images',
    { num_images: integer },
    {},
    { units: 1, atLeast: true },
  ],
  [
    'at least one if there is only a maximum',
    'images',
    { max_images: integer },
    { max_images: 9 },
    { units: 1, atLeast: true },
  ],
  ['one video', 'videos', { prompt: text }, {}, exactly(1)],
  [
    'a named size, as begun megapixels',
    'megapixels',
    { image_size: text },
    { image_size: 'landscape_4_3' },
    exactly(1),
  ],
  [
    'a size of more than one megapixel',
    'megapixels',
    { image_size: text },
    { image_size: 'square_hd' },
    exactly(2),
  ],
  [
    'a size in pixels',
    'megapixels',
    { width: integer, height: integer },
    { width: 2000, height: 1000 },
    exactly(2),
  ],
  [
    'a size as an object',
    'megapixels',
    { image_size: {} },
    { image_size: { width: 3000, height: 1000 } },
    exactly(3),
  ],
  ['a size as a text', 'Megapixels', { size: text }, { size: '2000x2000' }, exactly(4)],
  [
    'the size of each of several pictures',
    'megapixels',
    { image_size: text, num_images: integer },
    { image_size: 'square', num_images: 3 },
    exactly(3),
  ],
  [
    'the size of the picture that it is made from',
    'megapixels',
    { image_url: text },
    { image_url: image },
    exactly(2),
  ],
  [
    'that size where it is left to the model',
    'megapixels',
    { image_url: text, image_size: text },
    { image_url: image, image_size: 'auto' },
    exactly(2),
  ],
  [
    'the size of the picture times the factor, in both directions',
    'megapixels',
    { image_url: text, upscale_factor: number },
    { image_url: image, upscale_factor: 2 },
    exactly(6),
  ],
  [
    'no size that is called by another name',
    'megapixels',
    { image_size: text },
    { image_size: 'huge' },
    null,
  ],
  ['no size that is a number', 'megapixels', { image_size: number }, { image_size: 2 }, null],
  [
    'no size as an object whose sides are words',
    'megapixels',
    { image_size: {} },
    { image_size: { width: 'wide', height: 'high' } },
    null,
  ],
  ['no size without a picture or a size', 'megapixels', { prompt: text }, {}, null],
  [
    'no size if only an address of the picture is known',
    'megapixels',
    { image_url: text },
    { image_url: 'https://a/1.png' },
    null,
  ],
  ['seconds as a number', 'seconds', { duration: number }, { duration: 8 }, exactly(8)],
  ['seconds as a choice', 'second', { duration: text }, { duration: '5' }, exactly(5)],
  ['seconds as a text with its unit', 'seconds', { duration: text }, { duration: '10s' }, exactly(10)],
  [
    'seconds by frames',
    'seconds',
    { num_frames: integer, frames_per_second: integer },
    { num_frames: 81, frames_per_second: 16 },
    exactly(5.0625),
  ],
  ['no seconds by frames without their rate', 'seconds', { num_frames: integer }, { num_frames: 81 }, null],
  [
    'the seconds of the film that it is made from',
    'seconds',
    { video_url: text },
    { video_url: film },
    exactly(4.5),
  ],
  ['no seconds that the model chooses', 'seconds', { duration: text }, { duration: 'auto' }, null],
  ['frames by the price of thirty', '30 frames', { num_frames: integer }, { num_frames: 90 }, exactly(3)],
  ['no frames that the model chooses', '30 frames', { num_frames: integer }, {}, null],
  ['no number that makes no sense', 'images', { num_images: integer }, { num_images: 0 }, null],
  ['no units that only the engine understands', 'units', { num_images: integer }, { num_images: 1 }, null],
  ['no seconds of computing', 'compute_seconds', { duration: number }, { duration: 5 }, null],
  ['nothing of an unknown unit', 'tokens', { prompt: text }, { prompt: 'a' }, null],
])('%s', (_words, unit, properties, inputs, expected) => {
  expect(unitsOf(unit, properties, inputs)).toEqual(expected)
})

test.each<[string, Fields, Values, readonly string[], EstimatedUnits | null]>([
  ['images', { num_images: integer }, {}, ['num_images'], { units: 1, atLeast: true }],
  ['megapixels', { image_url: text }, {}, ['image_url'], null],
  ['megapixels', { image_size: text, image_url: text }, { image_url: image }, ['image_size'], null],
  ['megapixels', { image_url: text, upscale_factor: number }, { image_url: image }, ['upscale_factor'], null],
  ['seconds', { duration: number, video_url: text }, { video_url: film }, ['duration'], null],
  [
    'seconds',
    { duration: number, num_videos: integer },
    { duration: 4 },
    ['num_videos'],
    { units: 4, atLeast: true },
  ],
  [
    'megapixels',
    { image_size: text, num_images: integer },
    { image_size: 'square' },
    ['num_images'],
    { units: 1, atLeast: true },
  ],
])('what another node will make is not guessed: %s', (unit, properties, inputs, open, expected) => {
  expect(unitsOf(unit, properties, inputs, open)).toEqual(expected)
})

test.each<[Fields, Values]>([
  [{ image_url: { type: 'string' }, image_size: {} }, { image_size: 'square_hd' }],
  [
    { width: integer, height: integer },
    { width: 1000, height: 1000 },
  ],
])('the megapixels of a film are not those of one of its frames', (fields, inputs) => {
  expect(unitsOf('megapixels', fields, inputs, [], ['video'])).toBeNull()
})
