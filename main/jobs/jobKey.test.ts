import { expect, test } from 'vitest'
import type { WireValue } from '#shared/services.ts'
import { jobKey } from './jobKey.ts'
import { endpoint, mediaOf } from './jobsFixture.ts'

type Input = Readonly<Record<string, WireValue>>
const one: Input = { prompt: 'a lighthouse', image_url: mediaOf('one'), loras: [{ path: 'a', scale: 1 }] }

test.each<[string, Input]>([
  ['the same', { ...one }],
  [
    'in another order',
    { loras: [{ scale: 1, path: 'a' }], image_url: mediaOf('one'), prompt: 'a lighthouse' },
  ],
  [
    'with a saved copy of the picture',
    { ...one, image_url: { ...mediaOf('one'), path: '/somewhere/1.png' } },
  ],
])('an input %s has the same key', (_words, input) => {
  expect(jobKey(endpoint, input)).toBe(jobKey(endpoint, one))
})

test.each<[string, Input]>([
  ['another text', { ...one, prompt: 'a lighthouse ' }],
  ['another picture', { ...one, image_url: mediaOf('two') }],
  ['a picture as a mask', { ...one, image_url: mediaOf('one', 'mask') }],
  ['another list', { ...one, loras: [] }],
  ['one value more', { ...one, seed: 0 }],
  ['a number as a text', { ...one, prompt: 7 }],
])('an input with %s has another key', (_words, input) => {
  expect(jobKey(endpoint, input)).not.toBe(jobKey(endpoint, one))
})

test('another endpoint, or another version of it, has another key', () => {
  const keys = [endpoint, { ...endpoint, modelId: 'a/c' }, { ...endpoint, version: 2 }].map((it) =>
    jobKey(it, one),
  )
  expect(new Set(keys).size).toBe(3)
  expect(jobKey({ ...endpoint, version: 1 }, one)).toBe(keys[0])
})

test('the key of a job is the one that earlier versions have stored, so that it is not paid for again', () => {
  const body = { prompt: 'a lighthouse', image_url: { media: 'image', sha256: 'ab'.repeat(32) }, loras: [] }
  const media = { ...body.image_url, media: 'image' as const, mime: 'image/png', bytes: 1 }
  expect(jobKey({ modelId: 'a/b' }, { ...body, image_url: media })).toBe(
    '38332ed08566999019bc8b9cb82d74171cec4736a8256f0e22d5f1ae0b96ceae',
  )
})
