import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { joinBytes, viewOf } from '#shared/picture/embeddedText.ts'
import type { Media } from '#shared/ports/value.ts'
import { encodeInput } from '#main/jobs/encodeInput.ts'
import { acme, pictureLimits } from '#main/jobs/mediaFixture.ts'
import type { AssetStore } from '../assets/assets.ts'
import { createAssets } from '../assets/assets.ts'
import { createImages } from '../assets/images.ts'
import { createOutgoing, preparedSize } from './createOutgoing.ts'
import { preparePicture } from '../assets/preparePicture.ts'
import { oddities } from '../assets/testing/oddities.ts'
import type { Photo, Profile } from '../assets/testing/photos.ts'
import { secret, createPhoto } from '../assets/testing/photos.ts'

let root: string
let assets: AssetStore
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'patchbay-outgoing-'))
  assets = createAssets({ home: root, workflowFolder: root, download: async () => new Uint8Array() })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const maxBytes = preparedSize(pictureLimits)

const save = async (photo: Photo, kind: 'image' | 'mask' = 'image'): Promise<Media> =>
  assets.put(await createPhoto(photo, root), kind, { from: 'file', name: 'photo' })

/** The part of an input that an engine gets, decoded from the request. */
async function send(input: Readonly<Record<string, Media>>, notes: string[] = []) {
  const { bytes } = await encodeInput(input, {
    ...acme,
    assets,
    outgoing: createOutgoing({ assets, maxBytes, elsewhere: preparePicture }),
    isOwnOutput: () => false,
    now: 0,
    onNote: (words) => notes.push(words),
  })
  // The cast names what was encoded.
  const body = JSON.parse(Buffer.from(bytes).toString()) as Record<string, string>
  return Object.fromEntries(
    Object.entries(body).map(([name, uri]) => [name, Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64')]),
  )
}

/** The difference between what is sent, read without EXIF or profiles, and what local nodes see. */
async function distance(bytes: Buffer, media: Media): Promise<number> {
  const seen = await createImages(assets, root).read(media, 4)
  const sent = await sharp(bytes, { autoOrient: false, ignoreIcc: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (sent.info.width !== seen.width || sent.info.height !== seen.height) return Infinity
  return seen.data.reduce((max, value, at) => Math.max(max, Math.abs(value - (sent.data[at] ?? 0))), 0)
}

const profiles: readonly Profile[] = ['none', 'srgb', 'p3', 'adobe']
const orientations = [1, 2, 3, 4, 5, 6, 7, 8]
const inEveryWay = (photo: Photo): readonly Photo[] =>
  profiles.flatMap((profile) => orientations.map((orientation) => ({ ...photo, profile, orientation })))
const inSomeWays = (photo: Photo): readonly Photo[] => [
  ...orientations.map((orientation) => ({ ...photo, orientation })),
  ...profiles.map((profile) => ({ ...photo, profile, orientation: 6 })),
]

test.each<[string, readonly Photo[], number]>([
  ['PNG', inSomeWays({ format: 'png' }), 0],
  ['PNG with alpha', inSomeWays({ format: 'png', alpha: true }), 0],
  ['grey PNG', [1, 6].map((orientation) => ({ format: 'png', depth: 'grey', orientation })), 0],
  ['animated PNG', inSomeWays({ format: 'png', frames: 2 }), 0],
  ['PNG of 16 bits', inSomeWays({ format: 'png', depth: 'sixteen' }), 0],
  ['PNG of 16 bits with alpha', [{ format: 'png', depth: 'sixteen', alpha: true }], 0],
  ['grey PNG of 16 bits', [{ format: 'png', depth: 'sixteenGrey' }], 0],
  ['PNG with a palette', inSomeWays({ format: 'png', depth: 'palette' }), 0],
  ['PNG of two colours', inSomeWays({ format: 'png', depth: 'twoColours' }), 0],
  ['PNG of one bit', [{ format: 'png', depth: 'bitmap' }], 0],
  ['PNG with a palette and alpha', [{ format: 'png', depth: 'palette', alpha: true }], 0],
  ['JPEG', inEveryWay({ format: 'jpeg' }), 12],
  ['CMYK JPEG', [1, 6].map((orientation) => ({ format: 'jpeg', profile: 'cmyk', orientation })), 12],
  ['WebP', inSomeWays({ format: 'webp' }), 0],
  ['WebP with alpha', inSomeWays({ format: 'webp', alpha: true }), 0],
  ['animated WebP', [{ format: 'webp', frames: 2 }], 0],
  ['AVIF', inSomeWays({ format: 'avif' }), 12],
  ['AVIF of 10 bits', inSomeWays({ format: 'avif', depth: 'ten' }), 12],
  ['AVIF of 12 bits', [{ format: 'avif', depth: 'twelve' }], 12],
  ['AVIF with alpha', [{ format: 'avif', alpha: true }], 0],
  ['GIF', [{ format: 'gif' }], 0],
  ['GIF with transparency', [{ format: 'gif', alpha: true }], 0],
  ['animated GIF', [{ format: 'gif', frames: 2 }], 0],
])(
  '%s arrives as it is displayed, with its mask, and with nothing else',
  async (_name, photos, tolerance) => {
    const wrong: string[] = []
    for (const photo of photos) {
      const image = await save(photo)
      const sent = await send({ image_url: image, mask_image_url: { ...image, media: 'mask' } })
      const seen = await createImages(assets, root).read(image, 1)
      const [picture = Buffer.of(), mask = Buffer.of()] = Object.values(sent)
      const { width, height, channels, format } = await sharp(mask).metadata()
      const samples = await sharp(mask).toColourspace('b-w').raw().toBuffer()
      const facts = [
        ...(await oddities(picture)),
        ...(await oddities(mask)).map((odd) => `mask: ${odd}`),
        (await distance(picture, image)) > tolerance && `differs by ${await distance(picture, image)}`,
        (width !== image.width || height !== image.height) && `mask of ${width} × ${height}`,
        !seen.data.every((value, at) => value === samples[at]) && 'mask of other values',
        (channels !== 1 || format !== 'png') && `mask of ${channels} channels, ${format}`,
      ].filter((odd) => odd !== false)
      if (facts.length > 0) wrong.push(`${JSON.stringify(photo)}: ${facts.join(', ')}`)
    }
    expect(wrong).toEqual([])
  },
)

/** The names of a PNG's chunks. */
const chunksOf = (bytes: Uint8Array): readonly string[] => {
  const names: string[] = []
  for (let at = 8; at + 8 <= bytes.length; at += 12 + viewOf(bytes).getUint32(at))
    names.push(Buffer.from(bytes.subarray(at + 4, at + 8)).toString())
  return names
}

test.each(['png', 'jpeg', 'webp'] as const)('a plain %s is sent byte for byte', async (format) => {
  const drawn = sharp({ create: { width: 24, height: 16, channels: 3, background: '#336699' } })
  const bytes = new Uint8Array(await drawn.toFormat(format).toBuffer())
  const image = await assets.put(bytes, 'image', { from: 'file', name: 'plain' })
  expect(await send({ image_url: image })).toEqual({ image_url: Buffer.from(bytes) })
})

test('a grey PNG of the size of its image is sent as a mask byte for byte', async () => {
  const drawn = sharp({ create: { width: 24, height: 16, channels: 3, background: '#888888' } })
  const bytes = new Uint8Array(await drawn.toColourspace('b-w').png().toBuffer())
  const mask = await assets.put(bytes, 'mask', { from: 'file', name: 'mask' })
  const sent = await send({ image_url: await save({ format: 'png' }), mask_image_url: mask })
  expect(sent['mask_image_url']).toEqual(Buffer.from(bytes))
})

test('only metadata is cut out, and every byte of the pixels stays', async () => {
  const photo = await createPhoto({ format: 'png' }, root)
  const image = await assets.put(photo, 'image', { from: 'file', name: 'photo' })
  const { image_url: sent = Buffer.of() } = await send({ image_url: image })
  expect(chunksOf(photo)).toEqual(['IHDR', 'eXIf', 'pHYs', 'zTXt', 'IDAT', 'IEND'])
  expect(chunksOf(sent)).toEqual(['IHDR', 'pHYs', 'IDAT', 'IEND'])
  const pixels = photo.subarray(Buffer.from(photo).indexOf('IDAT'))
  expect(sent.subarray(-pixels.length)).toEqual(Buffer.from(pixels))
})

test('what a phone appends to a JPEG is not sent', async () => {
  const photo = await createPhoto({ format: 'jpeg' }, root)
  const image = await assets.put(joinBytes([photo, photo]), 'image', { from: 'file', name: 'photo' })
  const { image_url: sent = Buffer.of() } = await send({ image_url: image })
  expect([sent.includes(secret), sent.length < photo.length]).toEqual([false, true])
})

test('a mask of another size is scaled to its image, which is reported', async () => {
  const mask = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer()
  const saved = await assets.put(new Uint8Array(mask), 'mask', { from: 'file', name: 'mask' })
  const notes: string[] = []
  const image = await save({ format: 'jpeg', orientation: 6 })
  const { mask_image_url: sent } = await send({ mask_image_url: saved, image_url: image }, notes)
  expect(notes).toEqual(['mask_image_url: scaled from 100 × 100 to 16 × 24, the size of image_url'])
  const { data, info } = await sharp(sent).raw().toBuffer({ resolveWithObject: true })
  expect({ width: info.width, height: info.height }).toEqual({ width: 16, height: 24 })
  expect(new Set(data)).toEqual(new Set([255]))
})

test('a photo as a mask is its brightness over black, as local nodes read it', async () => {
  const image = await save({ format: 'png' })
  const mask = await save({ format: 'png', alpha: true, orientation: 1 }, 'mask')
  const { mask_image_url: sent } = await send({ image_url: image, mask_image_url: mask })
  const seen = await createImages(assets, root).read(mask, 1)
  expect(new Uint8Array(await sharp(sent).toColourspace('b-w').raw().toBuffer())).toEqual(seen.data)
})

test('the same photo is read once, however often it is sent', async () => {
  const image = await save({ format: 'jpeg', orientation: 3 })
  let reads = 0
  const read = (media: Media) => {
    reads += 1
    return assets.read(media)
  }
  const outgoing = createOutgoing({ assets: { ...assets, read }, maxBytes, elsewhere: preparePicture })
  const sent = await Promise.all([outgoing(image, null), outgoing(image, null)])
  await outgoing(image, null)
  expect(reads).toBe(1)
  expect(sent[0]?.media).toEqual(sent[1]?.media)
})

test('a rotated output of the engine is sent as data, upright', async () => {
  const image = await save({ format: 'jpeg', orientation: 6 })
  const url = 'https://own/1.jpg'
  const { bytes } = await encodeInput(
    { image_url: image },
    {
      ...acme,
      assets: { read: assets.read, originOf: () => ({ from: 'job', requestId: 'r', url, at: 0 }) },
      outgoing: createOutgoing({ assets, maxBytes, elsewhere: preparePicture }),
      isOwnOutput: () => true,
      now: 0,
    },
  )
  expect(Buffer.from(bytes).toString()).toMatch(/^\{"image_url":"data:image\/jpeg;base64,/)
})
