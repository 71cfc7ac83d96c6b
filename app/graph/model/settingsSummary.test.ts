import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { Values } from '#shared/ports/value.ts'
import { settingsSummary } from './settingsSummary.ts'

const turbo = 'runcomfy/tongyi-mai/z-image/turbo'
test.each<readonly [string, readonly string[], Values, string]>([
  [turbo, ['image_size', 'num_inference_steps', 'output_format'], {}, '4:3 · 8 steps · PNG'],
  [turbo, ['image_size'], { image_size: 'square_hd' }, '1:1'],
  [`${turbo}/inpainting`, ['control_scale', 'num_inference_steps'], {}, '20 steps'],
  [`${turbo}/inpainting`, ['control_scale'], { control_scale: 0.5 }, 'control scale 0.5'],
  [
    'local/save-image',
    ['folder', 'format', 'quality', 'carry'],
    { carry: false },
    'PNG · Carry the workflow off',
  ],
  ['local/save-image', ['folder', 'format'], { folder: 'a/b', format: 'webp' }, 'folder · WebP'],
  [turbo, [], {}, ''],
])('the settings %s %o with %o read: %s', (name, inputs, values, text) => {
  const type = registry.get(name)
  if (type === undefined) throw new Error(`no ${name}`)
  // The cast: values of a file.
  expect(settingsSummary(type, { values: values as never }, inputs)).toBe(text)
})
