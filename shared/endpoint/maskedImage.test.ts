import { expect, test } from 'vitest'
import { maskedImage } from './maskedImage.ts'

test.each<[string, readonly string[], string | null]>([
  ['mask_image_url', ['control_image_url', 'image_url'], 'image_url'],
  ['mask_url', ['reference_image_url', 'image_url'], 'image_url'],
  ['mask', ['images'], 'images'],
  ['maskImage', ['styleImage', 'inputImage'], 'inputImage'],
  ['mask_b', ['image_a', 'image_b'], 'image_b'],
  ['mask', ['style_image', 'init_image'], 'init_image'],
  ['mask', ['left', 'right'], 'left'],
  ['mask', [], null],
])('%s of %j belongs to %s', (mask, images, expected) => {
  expect(maskedImage(mask, images)).toBe(expected)
})
