import { expect, test } from 'vitest'
import type { Ports } from '../ports/port.ts'
import { image, integer, listOf, mask, number, text, video } from '../ports/port.ts'
import { matchPorts } from './matchPorts.ts'

const matches = (from: Ports, to: Ports) => Object.fromEntries(matchPorts(from, to))

test('a port goes to the one of the same name, if that can have its values', () => {
  expect(
    matches({ prompt: text('A'), seed: integer('B') }, { seed: integer('B'), prompt: text('A') }),
  ).toEqual({
    prompt: 'prompt',
    seed: 'seed',
  })
  expect(matches({ size: image('Size') }, { size: text('Size') })).toEqual({})
})

test.each([
  ['image_url', 'input_image', image('Image')],
  ['image_url', 'image', image('Image')],
  ['num_inference_steps', 'steps', integer('Steps')],
  ['cfg', 'guidance_scale', number('Guidance')],
  ['denoise', 'strength', number('Strength')],
  ['prompt', 'text', text('Prompt')],
] as const)('%s and %s are names of the same input, in either direction', (one, other, port) => {
  expect(matches({ [one]: port }, { [other]: port })).toEqual({ [one]: other })
  expect(matches({ [other]: port }, { [one]: port })).toEqual({ [other]: one })
})

test('the same name comes before another name of the same input', () => {
  expect(matches({ text: text('T'), prompt: text('P') }, { prompt: text('P') })).toEqual({ prompt: 'prompt' })
})

test('an image goes to a list of images, and out of it', () => {
  const [one, many] = [image('Image'), listOf(image('Images'))]
  expect(matches({ image_url: one }, { image_urls: many })).toEqual({ image_url: 'image_urls' })
  expect(matches({ image_urls: many }, { image_url: one })).toEqual({ image_urls: 'image_url' })
})

test('the only video of both goes to the other, whatever its name; of two, none is chosen', () => {
  const clip = video('Clip')
  expect(matches({ clip }, { footage: clip })).toEqual({ clip: 'footage' })
  expect(matches({ clip }, { footage: clip, reference: clip })).toEqual({})
  expect(matches({ clip, other: clip }, { footage: clip })).toEqual({})
})

test('no port is the counterpart of two', () => {
  const found = matches({ image: image('A'), init_image: image('B') }, { image_url: image('C') })
  expect(found).toEqual({ image: 'image_url' })
})

test('a mask is not taken for the picture that it is painted on', () => {
  expect(
    matches({ image_url: image('I'), mask_url: mask('M') }, { mask_image: mask('M'), image: image('I') }),
  ).toEqual({ image_url: 'image', mask_url: 'mask_image' })
})
