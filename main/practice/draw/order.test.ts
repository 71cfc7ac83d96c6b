import { expect, test } from 'vitest'
import { testEndpoints } from '../testing/endpoints.ts'
import { readOrder } from './order.ts'

const order = (endpoint: keyof typeof testEndpoints, input: { readonly [name: string]: unknown }) =>
  readOrder(testEndpoints[endpoint].input.properties, input, 4711)

test("missing inputs have the schema's default", () => {
  expect(order('text', { prompt: 'hills' })).toEqual({
    subject: { prompt: 'hills', seed: 0, detail: 0.6 + (0.8 * 7) / 29, expanded: false },
    amount: 1,
    size: { width: 512, height: 512 },
    format: 'png',
    film: null,
    loras: [],
    technique: { kind: 'text' },
  })
})

test.each([
  ['text', { prompt: '' }, { kind: 'text' }],
  ['image', { prompt: '', image_url: 'a', strength: 0.2 }, { kind: 'image', image: 'a', strength: 0.2 }],
  ['image', { prompt: '', image_url: 'a' }, { kind: 'image', image: 'a', strength: 0.6 }],
  [
    'inpaint',
    { prompt: '', image_url: 'a', mask_image_url: 'b' },
    { kind: 'inpaint', image: 'a', mask: 'b', strength: 1, controlScale: 0.75 },
  ],
  [
    'control',
    { prompt: '', image_url: 'a', loras: [], preprocess: 'depth' },
    { kind: 'control', image: 'a', preprocess: 'depth', scale: 0.9, start: 0, end: 0.4 },
  ],
  ['sized', { prompt: '' }, { kind: 'text' }],
] as const)('the property names of %s determine the technique', (endpoint, input, technique) => {
  expect(order(endpoint, input).technique).toEqual(technique)
})

test.each([
  ['square_hd', 1024, 1024],
  ['square', 512, 512],
  ['portrait_4_3', 768, 1024],
  ['portrait_16_9', 576, 1024],
  ['landscape_4_3', 1024, 768],
  ['landscape_16_9', 1024, 576],
])('%s is %i × %i', (image_size, width, height) => {
  expect(order('text', { prompt: '', image_size }).size).toEqual({ width, height })
})

test('auto uses the size of the input picture', () => {
  expect(order('image', { prompt: '', image_url: 'a' }).size).toBeNull()
})

test('width and height are used as they are', () => {
  expect(order('sized', { prompt: '', width: 300 }).size).toEqual({ width: 300, height: 1536 })
})

test('a seed of -1 is replaced by a random one, any other is kept', () => {
  expect(order('sized', { prompt: '' }).subject.seed).toBe(4711)
  expect(order('sized', { prompt: '', seed: 7 }).subject.seed).toBe(7)
})

test('a seed that the schema leaves to the engine is a random one', () => {
  expect(readOrder({ seed: { type: 'integer' } }, {}, 4711).subject.seed).toBe(4711)
  expect(readOrder({ seed: { type: 'integer' } }, { seed: 7 }, 4711).subject.seed).toBe(7)
})

test('LoRAs without a path do nothing, without a scale act with 1', () => {
  expect(
    order('sized', { prompt: '', loras: [{ path: 'a' }, { scale: 2 }, { path: 'b', scale: 0 }] }).loras,
  ).toEqual([
    { path: 'a', scale: 1 },
    { path: 'b', scale: 0 },
  ])
})

test.each([
  [{ width: 300, height: 200 }, undefined, { width: 300, height: 200 }],
  [undefined, '16:9', { width: 1024, height: 576 }],
  [undefined, '9:16', { width: 576, height: 1024 }],
  [undefined, 'auto', null],
  [undefined, '0:0', null],
])('a size of %j and a ratio of %j are %j', (image_size, aspect_ratio, size) => {
  const input = { ...(image_size && { image_size }), ...(aspect_ratio && { aspect_ratio }) }
  expect(readOrder({}, input, 0).size).toEqual(size)
})

test.each([
  [{}, { seconds: 3, fps: 8 }],
  [{ duration: '5' }, { seconds: 5, fps: 8 }],
  [
    { duration: '8s', fps: 24 },
    { seconds: 8, fps: 24 },
  ],
  [
    { duration: 2.5, frames_per_second: 60 },
    { seconds: 2.5, fps: 30 },
  ],
  [
    { num_frames: 81, frames_per_second: 16 },
    { seconds: 81 / 16, fps: 16 },
  ],
  [{ duration: 600 }, { seconds: 20, fps: 8 }],
  [
    { duration: 'auto', fps: -1 },
    { seconds: 3, fps: 8 },
  ],
])('a film as requested by %j', (input, film) => {
  expect(readOrder({}, input, 0, 'video').film).toEqual(film)
})

test('an upscaler is one that asks for a factor, and not for a strength', () => {
  const input = { image_url: 'a', upscale_factor: 4 }
  const upscale = { kind: 'upscale', image: 'a', factor: 4 }
  expect(readOrder({ upscale_factor: {} }, input, 0).technique).toEqual(upscale)
  expect(readOrder({ upscale_factor: {}, strength: {} }, input, 0).technique.kind).toBe('image')
})
