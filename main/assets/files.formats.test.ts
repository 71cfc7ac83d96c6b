import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Media } from '#shared/ports/value.ts'
import type { Files, SaveRequest } from '#shared/services.ts'
import type { AssetStore } from './assets.ts'
import { createAssets } from './assets.ts'
import { createFiles } from './files.ts'
import { createPhoto } from './testing/photos.ts'

let root: string
let assets: AssetStore
let files: Files
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-formats-')))
  assets = createAssets({ home: root, workflowFolder: root, download: async () => new Uint8Array() })
  const saved = { find: () => undefined, save: () => {} }
  const textsFor = () => [{ keyword: 'workflow', text: '{}' }] as const
  files = createFiles({ out: join(root, 'out'), assets, saved, textsFor })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const request: SaveRequest = {
  folder: '',
  name: 'cat',
  pattern: '/cat',
  format: 'png',
  quality: 90,
  lossless: false,
  provenance: null,
  keepMetadata: false,
}

/** Colours that no lossy encoder preserves. */
const noise = Uint8Array.from({ length: 40 * 30 * 4 }, (_, at) => Math.imul(at, 0x9e3779b1) >>> (at % 24))
const noisy = () => sharp(noise, { raw: { width: 40, height: 30, channels: 4 } })
const load = async (encoded: Sharp): Promise<Media> =>
  assets.put(new Uint8Array(await encoded.toBuffer()), 'image', { from: 'file', name: 'x' })

test('lossless WebP keeps every pixel, and the colour of transparent ones', async () => {
  const media = await load(noisy().png())
  const path = await files.save(media, { ...request, format: 'webp', lossless: true, quality: 1 })
  expect(new Uint8Array(await sharp(path).ensureAlpha().raw().toBuffer())).toEqual(noise)
  const lossy = await files.save(media, { ...request, format: 'webp', quality: 1 })
  expect(readFileSync(lossy).length).toBeLessThan(readFileSync(path).length / 2)
})

test.each([
  ['JPEG', 'jpeg', () => noisy().removeAlpha().jpeg({ quality: 97 })],
  ['lossy WebP', 'webp', () => noisy().webp({ quality: 60 })],
  ['WebP without loss', 'webp', () => noisy().webp({ lossless: true })],
] as const)('a %s saved in its own format is not encoded again', async (_, format, encode) => {
  const media = await load(encode())
  const path = await files.save(media, { ...request, format, quality: 20 })
  expect(new Uint8Array(readFileSync(path))).toEqual(await assets.read(media))
  const carrying = { ...request, format, provenance: { run: 'run-1', node: 'a' } }
  const pixels = async (file: string) => new Uint8Array(await sharp(file).raw().toBuffer())
  expect(await pixels(await files.save(media, carrying))).toEqual(await pixels(path))
})

test('for an animation as WebP the first frame is saved', async () => {
  const media = await assets.put(await createPhoto({ format: 'webp', frames: 2 }, root), 'image', {
    from: 'file',
    name: 'photo',
  })
  for (const keepMetadata of [false, true]) {
    const path = await files.save(media, { ...request, format: 'webp', keepMetadata })
    const { pages = 1 } = await sharp(path).metadata()
    expect(pages).toBe(1)
  }
})

test('the quality decides the size', async () => {
  const noise = sharp({
    create: {
      width: 64,
      height: 64,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
  const media = await assets.put(new Uint8Array(await noise.png().toBuffer()), 'image', {
    from: 'file',
    name: 'x',
  })
  for (const format of ['jpeg', 'webp'] as const) {
    const poor = readFileSync(await files.save(media, { ...request, format, quality: 10 })).length
    const good = readFileSync(await files.save(media, { ...request, format, quality: 95 })).length
    expect(poor * 2).toBeLessThan(good)
  }
})
