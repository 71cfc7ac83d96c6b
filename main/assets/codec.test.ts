import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { forCodec } from '#shared/picture/forCodec.ts'
import { zlib } from '../platform/zlib.ts'
import { readColour } from './images.ts'
import type { Photo } from './testing/photos.ts'
import { secret, createPhoto } from './testing/photos.ts'

test.each<[string, Photo]>([
  ['AVIF', { format: 'avif' }],
  ['AVIF on its side', { format: 'avif', orientation: 6, alpha: true }],
  ['AVIF with a profile', { format: 'avif', profile: 'p3' }],
  ['GIF', { format: 'gif' }],
  ['GIF with transparency', { format: 'gif', alpha: true }],
  ['animated GIF', { format: 'gif', frames: 2 }],
])('%s decodes without its texts to the pixels that it has with them', async (_name, photo) => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-codec-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const bytes = await createPhoto(photo, folder)
  expect(Buffer.from(bytes).includes(secret)).toBe(true)
  const bare = await sharp(forCodec(bytes, zlib)).metadata()
  // EXIF is never compressed, and is needed with the pixels if metadata is to be kept.
  expect([bare.xmp, bare.comments, bare.pages ?? 1]).toEqual([undefined, undefined, 1])
  const whole = await sharp(bytes).toColourspace('srgb').ensureAlpha().raw().toBuffer()
  const read = await readColour(bytes)
  expect(read.data).toEqual(new Uint8Array(whole))
})
