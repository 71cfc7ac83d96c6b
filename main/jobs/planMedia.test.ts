import { expect, test } from 'vitest'
import type { Media } from '#shared/ports/value.ts'
import type { Origin } from '#shared/services.ts'
import type { Travel } from './planMedia.ts'
import { planMedia } from './planMedia.ts'

const now = 10_000_000
const minute = 60_000
const way = { now, isOwnOutput: (address: string) => address.startsWith('https://own/') }
const image: Media = {
  media: 'image',
  sha256: '0'.repeat(64),
  mime: 'image/png',
  bytes: 300,
  width: 10,
  height: 10,
}
const fromJob = (age: number, url = 'https://own/1.png'): Origin => ({
  from: 'job',
  requestId: 'r1',
  url,
  at: now - age,
})
const asData: Travel = { by: 'data', bytes: 'data:image/png;base64,'.length + 400 }
const asAddress: Travel = { by: 'address', address: 'https://own/1.png' }

test.each<[string, Partial<Media>, Origin | undefined, Travel]>([
  ['a picture of ours goes as data', {}, { from: 'node', type: 'x' }, asData],
  ['a picture without a story goes as data', {}, undefined, asData],
  ['a mask goes as data', { media: 'mask' }, undefined, asData],
  ['a fresh output goes by its address', {}, fromJob(0), asAddress],
  ['an output of 14 minutes goes by its address', {}, fromJob(14 * minute), asAddress],
  ['an output of 15 minutes goes as data', {}, fromJob(15 * minute), asData],
  ['an output of tomorrow goes as data', {}, fromJob(-minute), asData],
  ['an output of another engine goes as data', {}, fromJob(0, 'https://other/1.png'), asData],
  ['a large output goes by its address', { bytes: 2 ** 26 }, fromJob(0), asAddress],
  ['a film goes by its address', { media: 'video', mime: 'video/mp4' }, fromJob(0), asAddress],
  ['a picture from an address goes as data', {}, { from: 'address', url: 'https://own/1.png' }, asData],
  ['6 MiB are sent', { bytes: 6 * 2 ** 20 }, undefined, { by: 'data', bytes: 22 + 4 * 2 ** 21 }],
  ['32 megapixels are sent', { width: 8000, height: 4000 }, undefined, asData],
])('%s', (_words, media, origin, expected) => {
  expect(planMedia({ ...image, ...media }, origin, way)).toEqual(expected)
})

test.each<[Partial<Media>, RegExp]>([
  [
    { bytes: 6 * 2 ** 20 + 1 },
    /^it has 6\.0 MiB, and 6 is the most\. Make it smaller .* or give the address/,
  ],
  [{ width: 8001, height: 4000 }, /^it has 8001 × 4000 pixels, and 32 million is the most\. Make it smaller/],
  [{ mime: 'image/gif' }, /^it is image\/gif, and only PNG, JPEG and WebP/],
  [{ media: 'video', mime: 'video/mp4' }, /^a video can only be sent by its address/],
])('%j cannot be sent: %s', (media, words) => {
  const travel = planMedia({ ...image, ...media }, undefined, way)
  expect('refusal' in travel && travel.refusal).toMatch(words)
})
