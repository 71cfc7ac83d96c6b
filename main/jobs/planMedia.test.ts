import { expect, test } from 'vitest'
import type { Media } from '#shared/ports/value.ts'
import type { Origin } from '#shared/services.ts'
import { acme, acmeWithUploads } from './mediaFixture.ts'
import type { MediaRoute, Way } from './planMedia.ts'
import { planMedia } from './planMedia.ts'

const now = 10_000_000
const minute = 60_000
const MIB = 2 ** 20
const none = { upload: false, smallerCopies: false, bucket: false }
const every = { upload: true, smallerCopies: true, bucket: true }
const route: MediaRoute = {
  ...acme,
  now,
  isOwnOutput: (address) => address.startsWith('https://own/'),
  has: none,
}
const image: Media = {
  media: 'image',
  sha256: '0'.repeat(64),
  mime: 'image/png',
  bytes: 300,
  width: 10,
  height: 10,
}
const film: Partial<Media> = { media: 'video', mime: 'video/mp4' }
const fromJob = (age: number, url = 'https://own/1.png'): Origin => ({
  from: 'job',
  requestId: 'r1',
  url,
  at: now - age,
})
const asData: Way = { by: 'request', bytes: 'data:image/png;base64,'.length + 400 }
const asAddress: Way = { by: 'address', address: 'https://own/1.png' }
const asCopy: Way = { by: 'smaller copy', limits: acme.limits.inline.image ?? { bytes: 0 } }

test.each<[string, Partial<Media>, Origin | undefined, Way]>([
  ['a picture of ours goes in the request', {}, { from: 'node', type: 'x' }, asData],
  ['a picture without a story goes in the request', {}, undefined, asData],
  ['a mask goes in the request', { media: 'mask' }, undefined, asData],
  ['a fresh output goes by its address', {}, fromJob(0), asAddress],
  ['an output of 14 minutes goes by its address', {}, fromJob(14 * minute), asAddress],
  ['an output of 15 minutes goes in the request', {}, fromJob(15 * minute), asData],
  ['an output of tomorrow goes in the request', {}, fromJob(-minute), asData],
  ['an output of another engine goes in the request', {}, fromJob(0, 'https://other/1.png'), asData],
  ['a large output goes by its address', { bytes: 2 ** 26 }, fromJob(0), asAddress],
  ['a film goes by its address', film, fromJob(0), asAddress],
  [
    'a picture from an address goes in the request',
    {},
    { from: 'address', url: 'https://own/1.png' },
    asData,
  ],
  ['6 MiB are sent', { bytes: 6 * MIB }, undefined, { by: 'request', bytes: 22 + 4 * 2 ** 21 }],
  ['32 megapixels are sent', { width: 8000, height: 4000 }, undefined, asData],
])('%s', (_words, media, origin, expected) => {
  expect(planMedia({ ...image, ...media }, origin, route)).toEqual({ ways: [expected], refusal: null })
})

test.each<[Partial<Media>, RegExp]>([
  [
    { bytes: 6 * MIB + 1 },
    /^it has 6\.1 MiB, and Acme takes pictures of at most 6 MiB in a request\. Make it smaller .* or give the address/,
  ],
  [
    { width: 8001, height: 4000 },
    /^it has 8001 × 4000 pixels, and Acme takes at most 32 million\. Make it smaller/,
  ],
  [
    { mime: 'image/gif' },
    /^it is image\/gif, and Acme takes only image\/png, image\/jpeg, image\/webp in a request$/,
  ],
  [film, /^Acme takes a video only from an address\. Set a bucket of your own/],
])('%j cannot be sent: %s', (media, words) => {
  const { ways, refusal } = planMedia({ ...image, ...media }, undefined, route)
  expect(ways).toEqual([])
  expect(refusal).toMatch(words)
})

test.each<[string, Partial<Media>, readonly Way[]]>([
  ['a small picture needs no other way', {}, [asData, asCopy, { by: 'bucket' }]],
  [
    'a large picture goes as a smaller copy, else through the bucket',
    { bytes: 7 * MIB },
    [asCopy, { by: 'bucket' }],
  ],
  ['a film goes through the bucket', film, [{ by: 'bucket' }]],
])('with every way enabled, %s', (_words, media, ways) => {
  expect(planMedia({ ...image, ...media }, undefined, { ...route, has: every }).ways).toEqual(ways)
})

test.each<[string, Partial<Media>, readonly Way[]]>([
  ['a small picture is uploaded, else sent in the request', {}, [{ by: 'upload' }, asData]],
  ['a large one is uploaded, and never made smaller', { bytes: 7 * MIB }, [{ by: 'upload' }]],
  ['a film is uploaded', film, [{ by: 'upload' }]],
])('at an engine with uploads, %s', (_words, media, ways) => {
  const has = { ...every, bucket: false }
  expect(planMedia({ ...image, ...media }, undefined, { ...route, ...acmeWithUploads, has }).ways).toEqual(
    ways,
  )
})

test('a film that fits into a request is sent through the bucket nevertheless, if there is one', () => {
  const inline = { ...acme.limits.inline, video: { bytes: 1000 } }
  const limits = { ...acme.limits, inline }
  const waysOf = (bucket: boolean) =>
    planMedia({ ...image, ...film }, undefined, { ...route, limits, has: { ...none, bucket } }).ways
  const asFilm: Way = { by: 'request', bytes: 'data:video/mp4;base64,'.length + 400 }
  expect([waysOf(false), waysOf(true)]).toEqual([[asFilm], [{ by: 'bucket' }, asFilm]])
})

test('what is too large for an upload, or to be fetched, is not sent so', () => {
  const limits = {
    ...acmeWithUploads.limits,
    upload: { bytes: 999, lifetime: 1 },
    fetched: { ...acme.limits.fetched, video: 1_000_000 },
  }
  const waysOf = (bytes: number) =>
    planMedia({ ...image, ...film, bytes }, undefined, { ...route, limits, has: every })
  expect(waysOf(999).ways).toEqual([{ by: 'upload' }, { by: 'bucket' }])
  expect(waysOf(1_000_000).ways).toEqual([{ by: 'bucket' }])
  expect(waysOf(1_000_001)).toEqual({
    ways: [],
    refusal: 'it has 1.1 MB, and Acme takes videos of at most 1 MB. Make it smaller',
  })
})
