import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { unitOf } from './unitOf.ts'

test.each([
  ['local/resize', 'width', 'px'],
  ['local/blur', 'radius', 'px'],
  ['local/shape-mask', 'width', ''],
  ['local/shape-mask', 'feather', 'px'],
  ['local/adjust', 'hue', '°'],
  ['local/adjust', 'contrast', ''],
  ['local/video-frame', 'time', 's'],
  ['local/seed', 'seed', ''],
  ['fal/fal-ai/wan-i2v', 'frames_per_second', 'fps'],
  ['fal/fal-ai/wan-i2v', 'num_inference_steps', ''],
])('the input %s of %s is in %j', (type, name, unit) => {
  const port = registry.get(type)?.inputs[name]
  expect(port === undefined ? null : unitOf(name, port)).toBe(unit)
})
