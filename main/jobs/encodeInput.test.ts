import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Media } from '#shared/ports/value.ts'
import type { Size, WireValue } from '#shared/services.ts'
import type { Uploads, Outgoing, SentPicture } from './sendMedia.ts'
import { encodeInput } from './encodeInput.ts'
import { asTheyAre, mediaOf } from './jobsFixture.ts'
import { acme } from './mediaFixture.ts'

const filled = { read: (media: Media) => Promise.resolve(Buffer.alloc(media.bytes, 'x')) }
const tools = {
  ...acme,
  assets: filled,
  outgoing: asTheyAre(filled),
  isOwnOutput: () => false,
  now: 0,
}
const encode = async (input: Readonly<Record<string, WireValue>>): Promise<string> =>
  Buffer.from((await encodeInput(input, tools)).bytes).toString()

test('values are sent as they are, media as addresses, wherever they are', async () => {
  const input = {
    prompt: 'ein Leuchtturm — 灯台',
    seed: 2 ** 31 - 1,
    strength: 0.6,
    flag: false,
    empty: null,
    loras: [{ path: 'a/b', scale: 1 }],
    images: [mediaOf('abc'), mediaOf('abcdef')],
    image_url: 'https://pictures.example/1.png',
  }
  expect(JSON.parse(await encode(input))).toEqual({
    ...input,
    images: ['data:image/png;base64,eHh4', 'data:image/png;base64,eHh4eHh4'],
  })
})

test('the hash is of the exact bytes', async () => {
  const { bytes, sha256 } = await encodeInput({ prompt: 'x' }, tools)
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(Buffer.from(bytes).toString()).toBe('{"prompt":"x"}')
})

test('a key named __proto__ stays a key', async () => {
  const value = JSON.parse('{"__proto__":{"a":1}}') as WireValue
  expect(await encode({ value })).toBe('{"value":{"__proto__":{"a":1}}}')
})

test.each<[Readonly<Record<string, WireValue>>, string]>([
  [{ strength: Number.NaN }, 'strength is no finite number.'],
  [{ loras: [{ path: 'x', scale: Infinity }] }, 'loras[0].scale is no finite number.'],
  [{ prompt: 'half \ud83d of a face' }, 'prompt is not well-formed Unicode.'],
])('%j is refused: %s', async (input, message) => {
  await expect(encodeInput(input, tools)).rejects.toMatchObject({ code: 'input.invalid', message })
})

test('a picture that cannot be sent names its field and the ways out', async () => {
  const large = { ...mediaOf('x'), bytes: 7 * 2 ** 20 }
  await expect(encodeInput({ image_url: large }, tools)).rejects.toMatchObject({
    code: 'media.unsendable',
    data: { field: 'image_url', smallerCopies: false },
    message:
      'image_url cannot be sent to Acme: it has 7.0 MiB, and Acme takes pictures of at most 6 MiB in a request. Make it smaller (a Resize node, or keep it as JPEG or WebP), allow smaller copies or set a bucket of your own in the settings, or give the address (https) of a public copy instead.',
  })
})

test('pictures that are too large together are refused before they are all read', async () => {
  const read: string[] = []
  const one = { ...mediaOf('x'), bytes: 6 * 2 ** 20 }
  const input = { images: Array.from({ length: 20 }, () => one) }
  const assets = {
    read: (media: Media) => {
      read.push(media.sha256)
      return Promise.resolve(Buffer.alloc(1))
    },
  }
  await expect(encodeInput(input, { ...tools, assets, outgoing: asTheyAre(assets) })).rejects.toMatchObject({
    code: 'media.unsendable',
  })
  expect(read).toHaveLength(7)
})

test('a file that cannot be sent is refused before any other is read or uploaded', async () => {
  const prepared: string[] = []
  const outgoing: Outgoing = (media) => {
    prepared.push(media.media)
    return Promise.resolve({ media, isPlain: true, read: () => filled.read(media) })
  }
  const film: Media = { ...mediaOf('x'), media: 'video', mime: 'video/mp4' }
  const input = { image_url: mediaOf('abc'), clips: [{ video_url: film }] }
  await expect(encodeInput(input, { ...tools, outgoing })).rejects.toMatchObject({
    code: 'media.unsendable',
    data: { field: 'clips[0].video_url' },
  })
  expect(prepared).toEqual([])
})

const large = { ...mediaOf('x'), bytes: 7 * 2 ** 20 }
const small = { bytes: Buffer.from('abc'), mime: 'image/webp', width: 5, height: 5 }
const sendWith = async (uploads: Uploads, input: Readonly<Record<string, WireValue>>) => {
  const notes: string[] = []
  const { bytes } = await encodeInput(input, { ...tools, uploads, onNote: (words) => notes.push(words) })
  // The cast names what was encoded.
  return { sent: JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>, notes }
}

test('a picture that is too large is sent as a smaller copy if allowed, and that is reported', async () => {
  expect(await sendWith({ shrink: async () => small }, { image_url: large })).toEqual({
    sent: { image_url: 'data:image/webp;base64,YWJj' },
    notes: ['image_url: sent as 0.0 MiB in place of 7.0'],
  })
})

test('otherwise through the bucket', async () => {
  const share = async () => 'https://bucket.example/x.png?signed'
  expect(await sendWith({ share, shrink: async () => null }, { image_url: large })).toEqual({
    sent: { image_url: 'https://bucket.example/x.png?signed' },
    notes: ['image_url: sharing through your bucket'],
  })
})

test('a film, which cannot be made smaller here, is sent through the bucket', async () => {
  const share = async ({ media }: SentPicture) => `https://bucket.example/${media.mime}`
  const shrink = () => Promise.reject(new Error('A film is no picture.'))
  const film: Media = { ...mediaOf('x'), media: 'video', mime: 'video/mp4' }
  expect((await sendWith({ share, shrink }, { video_url: film })).sent).toEqual({
    video_url: 'https://bucket.example/video/mp4',
  })
})

test('what fits is sent as it is, whatever ways are enabled', async () => {
  const never = () => Promise.reject(new Error('It fits.'))
  const { sent, notes } = await sendWith({ share: never, shrink: never }, { image_url: mediaOf('abc') })
  expect({ sent, notes }).toEqual({ sent: { image_url: 'data:image/png;base64,eHh4' }, notes: [] })
})

test('what would make the request too large is sent through the bucket', async () => {
  const share = async () => 'https://bucket.example/x.png'
  const images = Array.from({ length: 9 }, () => ({ ...mediaOf('x'), bytes: 6 * 2 ** 20 }))
  const { sent } = await sendWith({ share }, { images })
  // The cast names what was encoded.
  const kinds = (sent['images'] as string[]).map((address) => address.slice(0, 5))
  expect(kinds).toEqual([...Array.from({ length: 7 }, () => 'data:'), 'https', 'https'])
})

test('what would make the request too large is sent as a copy that fits into the rest of it', async () => {
  const { inline } = acme.limits
  const limits = { ...acme.limits, request: 800, inline: { ...inline, image: { bytes: 300 } } }
  const asked: unknown[] = []
  const shrink: Uploads['shrink'] = async (_, within) => {
    asked.push(within)
    return small
  }
  const images = [0, 1].map(() => ({ ...mediaOf('x'), bytes: 300 }))
  const { bytes } = await encodeInput({ images }, { ...tools, limits, uploads: { shrink } })
  expect(bytes.length).toBeLessThan(800)
  // 422 bytes of 800 are used, and base64 needs four for three: 283, less the head of a data URI.
  expect(asked).toEqual([{ bytes: 183 }])
})

/** Records the size in which each picture was requested, and sends a mask in that size. */
function fitting() {
  const fits: [string, Size | null][] = []
  const outgoing: Outgoing = (media, fit) => {
    fits.push([media.media, fit])
    return Promise.resolve({ media: { ...media, ...fit }, isPlain: true, read: () => filled.read(media) })
  }
  return { fits, outgoing }
}
const sized = { ...mediaOf('abc'), width: 40, height: 30 }
const mask = mediaOf('m', 'mask')

test.each<[string, Readonly<Record<string, WireValue>>, readonly [string, Size | null][]]>([
  [
    'the image beside it',
    { image_url: sized, mask_url: mask },
    [
      ['image', null],
      ['mask', { width: 40, height: 30 }],
    ],
  ],
  [
    'an image that comes later',
    { mask, image: sized },
    [
      ['image', null],
      ['mask', { width: 40, height: 30 }],
    ],
  ],
  [
    'the first of a list',
    { images: [sized, mediaOf('b')], mask },
    [
      ['image', null],
      ['image', null],
      ['mask', { width: 40, height: 30 }],
    ],
  ],
  [
    'the image of the same object',
    { parts: [{ image: sized, mask }], image: mediaOf('b') },
    [
      ['image', null],
      ['mask', { width: 40, height: 30 }],
      ['image', null],
    ],
  ],
  ['nothing where there is none', { mask, image_url: 'https://pictures.example/1.png' }, [['mask', null]]],
])('a mask gets the size of %s, and each picture is prepared once', async (_, input, expected) => {
  const { fits, outgoing } = fitting()
  await encodeInput(input, { ...tools, outgoing })
  expect(fits).toEqual(expected)
})

test('a mask gets the size of the smaller copy that is sent of its image', async () => {
  const { fits, outgoing } = fitting()
  const input = { mask, image_url: { ...large, width: 40, height: 30 } }
  await encodeInput(input, { ...tools, outgoing, uploads: { shrink: async () => small } })
  expect(fits).toEqual([
    ['image', null],
    ['mask', { width: 5, height: 5 }],
  ])
})

test('a mask that is too large is not made smaller than its image', async () => {
  const { outgoing } = fitting()
  const input = { image_url: sized, mask_url: { ...mask, bytes: 7 * 2 ** 20 } }
  const encoded = encodeInput(input, { ...tools, outgoing, uploads: { shrink: async () => small } })
  await expect(encoded).rejects.toMatchObject({ code: 'media.unsendable', data: { field: 'mask_url' } })
})
