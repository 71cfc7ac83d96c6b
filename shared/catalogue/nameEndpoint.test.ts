import { expect, test } from 'vitest'
import { nameEndpoint } from './nameEndpoint.ts'

test.each<readonly [string, string | undefined, string, string | undefined]>([
  ['Text to image', undefined, 'Text to image', 'Acme'],
  ['Image to video', undefined, 'Image to video', 'Acme'],
  ['Inpainting', undefined, 'Inpaint', 'Acme'],
  ['Upscaling', undefined, 'Upscale', 'Acme'],
  ['ControlNet', undefined, 'ControlNet', 'Acme'],
  ['Text to image', 'Text to image with LoRA', 'Text to image with LoRA', 'Acme'],
  ['Other', 'Remove background', 'Remove background', 'Acme'],
  ['Other', undefined, 'Acme', undefined],
  ['Flux', undefined, 'Acme', undefined],
  ['constructor', undefined, 'Acme', undefined],
])('an endpoint of the category %s with the task %s is called %s', (category, task, title, model) => {
  expect(nameEndpoint({ title: 'Acme', category, ...(task !== undefined && { task }) })).toEqual({
    title,
    ...(model !== undefined && { model }),
  })
})
