import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readTexts } from '#shared/picture/pictureTexts.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Files, SaveRequest } from '#shared/services.ts'
import type { AssetStore } from './assets.ts'
import { createAssets } from './assets.ts'
import { zlib } from '../platform/zlib.ts'
import type { SavedFile } from './files.ts'
import { createFiles } from './files.ts'
import { secret, createPhoto } from './testing/photos.ts'

let root: string
let out: string
let assets: AssetStore
let files: Files
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-files-')))
  out = join(root, 'out')
  assets = createAssets({ home: root, workflowFolder: root, download: async () => new Uint8Array() })
  const savedFiles = new Map<string, SavedFile>()
  const saved = {
    find: (key: string) => savedFiles.get(key),
    save: (key: string, file: SavedFile) => void savedFiles.set(key, file),
  }
  files = createFiles({ out, assets, saved, textsFor: (_, { run }) => [{ keyword: 'workflow', text: run }] })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const none = { find: () => undefined, save: () => {} }

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

const clear = { r: 255, g: 0, b: 0, alpha: 0 }

async function save(format: 'png' | 'jpeg' | 'webp'): Promise<Media> {
  const drawn = sharp({ create: { width: 3, height: 2, channels: 4, background: clear } })
  const bytes = new Uint8Array(await drawn.toFormat(format).toBuffer())
  return assets.put(bytes, 'image', { from: 'file', name: 'test' })
}

test('a PNG is saved as PNG byte for byte, in a new folder', async () => {
  const media = await save('png')
  const path = await files.save(media, { ...request, folder: '2026-03-09/night' })
  expect(path).toBe(join(out, '2026-03-09', 'night', 'cat.png'))
  expect(new Uint8Array(readFileSync(path))).toEqual(await assets.read(media))
})

test.each([
  ['png', 'jpeg', 'cat.jpg', [255, 255, 255]],
  ['png', 'webp', 'cat.webp', [0, 255, 0]],
  ['webp', 'png', 'cat.png', [0, 255, 0]],
  ['jpeg', 'jpeg', 'cat.jpg', [0, 0, 0]],
] as const)(
  'from %s to %s it becomes %s, and transparent areas white in a format without alpha',
  async (from, format, name, seen) => {
    const path = await files.save(await save(from), { ...request, format })
    expect(path).toBe(join(out, name))
    expect(await sharp(path).metadata()).toMatchObject({ format, width: 3, height: 2 })
    const onGreen = await sharp(path).flatten({ background: '#00ff00' }).raw().toBuffer()
    expect([...onGreen.subarray(0, 3)]).toEqual(seen)
  },
)

test.each([
  ['png', 'cat.png'],
  ['jpeg', 'cat.jpg'],
  ['webp', 'cat.webp'],
] as const)(
  'as %s it has the provenance of its run, and no texts that it had before',
  async (format, name) => {
    const texts = (path: string) => readTexts(new Uint8Array(readFileSync(path)), zlib)
    const first = await files.save(await save('png'), { ...request, provenance: { run: 'run-1', node: 'a' } })
    const loaded = await assets.put(new Uint8Array(readFileSync(first)), 'image', { from: 'file', name: 'x' })
    const again = { ...request, format, folder: 'again' }
    const carrying = await files.save(loaded, { ...again, provenance: { run: 'run-2', node: 'a' } })
    expect([carrying, texts(carrying)]).toEqual([
      join(out, 'again', name),
      [{ keyword: 'workflow', text: 'run-2' }],
    ])
    expect(texts(await files.save(loaded, again))).toEqual([])
  },
)

/** The metadata of the source that a saved file still has. */
async function metadataOf(path: string): Promise<readonly string[]> {
  const { exif, xmp, orientation, icc, width, height } = await sharp(path).metadata()
  const place = exif?.includes(secret) === true && 'place'
  const turned = orientation !== undefined && orientation > 1 && `orientation ${orientation}`
  return [
    place,
    xmp !== undefined && 'xmp',
    turned,
    icc !== undefined && 'profile',
    `${width} × ${height}`,
  ].filter((word) => word !== false)
}

test.each(['png', 'jpeg', 'webp', 'avif'] as const)(
  'for a %s no metadata is saved, in any format, with the workflow or without, unless it is to be kept',
  async (from) => {
    const photo = await createPhoto({ format: from, orientation: 6 }, root)
    const media = await assets.put(photo, 'image', { from: 'file', name: 'photo' })
    const size = `${media.width} × ${media.height}`
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      for (const provenance of [null, { run: 'run-1', node: 'a' }]) {
        const path = await files.save(media, { ...request, format, provenance })
        // The workflow that a JPEG or WebP carries is XMP of ours.
        const own = provenance !== null && format === 'webp' ? ['xmp'] : []
        expect([from, format, provenance, await metadataOf(path)]).toEqual([
          from,
          format,
          provenance,
          [...own, size],
        ])
      }
      const path = await files.save(media, { ...request, format, keepMetadata: true })
      const words = await metadataOf(path)
      // A picture that is in the format already is not rotated, and keeps its orientation tag.
      const upright = from === format ? 'orientation 6' : size
      expect([from, format, words.includes('place'), words.includes(upright)]).toEqual([
        from,
        format,
        true,
        true,
      ])
      expect(words.filter((word) => word.startsWith('orientation')).length).toBe(upright === size ? 0 : 1)
    }
  },
)

test('a rotated PNG is saved upright, and a 16-bit one with its profile in full depth', async () => {
  const deep = await createPhoto({ format: 'png', depth: 'sixteen', profile: 'p3' }, root)
  const media = await assets.put(deep, 'image', { from: 'file', name: 'photo' })
  const path = await files.save(media, request)
  expect((await sharp(path).metadata()).depth).toBe('ushort')
  expect(await metadataOf(path)).toEqual(['profile', '24 × 16'])
})

test('a picture that decodes although its container is damaged is saved nevertheless', async () => {
  const media = await save('png')
  const whole = await assets.read(media)
  const cut = { ...assets, read: async () => whole.subarray(0, whole.length - 12) }
  const saving = createFiles({
    saved: none,
    out,
    assets: cut,
    textsFor: () => [{ keyword: 'workflow', text: '{}' }],
  })
  const path = await saving.save(media, { ...request, provenance: { run: 'run-1', node: 'a' } })
  expect(readTexts(new Uint8Array(readFileSync(path)), zlib)).toEqual([{ keyword: 'workflow', text: '{}' }])
  expect(await sharp(path).metadata()).toMatchObject({ width: 3, height: 2 })
})

test.each(['jpeg', 'webp'] as const)('a rotated %s loses its metadata and is upright', async (format) => {
  const photo = await createPhoto({ format, orientation: 6, profile: 'p3' }, root)
  const media = await assets.put(photo, 'image', { from: 'file', name: 'photo' })
  expect(await metadataOf(await files.save(media, { ...request, format }))).toEqual(['16 × 24'])
  const upright = await createPhoto({ format, profile: 'p3' }, root)
  const other = await assets.put(upright, 'image', { from: 'file', name: 'photo' })
  expect(await metadataOf(await files.save(other, { ...request, format }))).toEqual(['profile', '24 × 16'])
})

test('a taken name gets a number, and nothing is overwritten', async () => {
  const media = await save('png')
  mkdirSync(out)
  writeFileSync(join(out, 'cat.png'), 'mine')
  mkdirSync(join(out, 'cat (2).png'))
  symlinkSync(join(root, 'nowhere'), join(out, 'cat (3).png'))
  expect(await files.save(media, request)).toBe(join(out, 'cat (4).png'))
  const other = { ...request, pattern: '/other' }
  expect(await files.save(media, other)).toBe(join(out, 'cat (5).png'))
  expect(readFileSync(join(out, 'cat.png'), 'utf8')).toBe('mine')
  expect(readdirSync(root)).toEqual(['assets', 'out'])
})

test('pictures saved at the same time all get their own name', async () => {
  const media = await save('png')
  const paths = await Promise.all(Array.from({ length: 10 }, async () => files.save(media, request)))
  expect(new Set(paths).size).toBe(10)
  expect(readdirSync(out)).toHaveLength(10)
})

test.each([
  [{ folder: '..' }, '".."'],
  [{ folder: 'a/../..' }, '".."'],
  [{ folder: '/etc' }, '""'],
  [{ folder: 'a//b' }, '""'],
  [{ folder: 'a\\b' }, '"a\\\\b"'],
  [{ name: '../cat' }, '"../cat"'],
  [{ name: '' }, '""'],
  [{ name: 'CON' }, '"CON"'],
  [{ name: 'cat\u202egnp' }, '"cat\u202egnp"'],
  [{ name: 'x'.repeat(201) }, `"${'x'.repeat(201)}"`],
])('%o is refused', async (names, shown) => {
  await expect(files.save(await save('png'), { ...request, ...names })).rejects.toMatchObject({
    code: 'file.refused',
    message: `${shown} is not a safe name for a file or folder.`,
  })
  expect(readdirSync(root)).toEqual(['assets'])
})

test('nothing is saved through a link to a folder', async () => {
  const media = await save('png')
  mkdirSync(out)
  mkdirSync(join(root, 'elsewhere'))
  symlinkSync(join(root, 'elsewhere'), join(out, 'link'))
  await expect(files.save(media, { ...request, folder: 'link' })).rejects.toMatchObject({
    code: 'file.refused',
    message: `${join(out, 'link')} is a link: nothing is saved through it.`,
  })
  expect(readdirSync(join(root, 'elsewhere'))).toEqual([])
})

test('the folder that the user chose may be a link', async () => {
  mkdirSync(join(root, 'elsewhere'))
  symlinkSync(join(root, 'elsewhere'), out)
  expect(await files.save(await save('png'), { ...request, folder: 'a' })).toBe(join(out, 'a', 'cat.png'))
  expect(readdirSync(join(root, 'elsewhere', 'a'))).toEqual(['cat.png'])
})

test('if it cannot be written, the path and the reason are reported', async () => {
  const media = await save('png')
  mkdirSync(out)
  writeFileSync(join(out, 'a'), '')
  await expect(files.save(media, { ...request, folder: 'a' })).rejects.toMatchObject({
    code: 'file.unwritable',
    message: `${join(out, 'a', 'cat.png')} cannot be written: a part of its path is not a folder.`,
  })
})

test('the same picture under the same pattern is saved once, as long as its file exists unchanged', async () => {
  const media = await save('png')
  const later = { ...request, name: 'cat later', pattern: request.pattern }
  const first = await files.save(media, request)
  expect(await files.save(media, later)).toBe(first)
  expect(readdirSync(out)).toEqual(['cat.png'])
  writeFileSync(first, 'drawn over')
  expect(await files.save(media, later)).toBe(join(out, 'cat later.png'))
  expect(readFileSync(first, 'utf8')).toBe('drawn over')
  rmSync(join(out, 'cat later.png'))
  expect(await files.save(media, later)).toBe(join(out, 'cat later.png'))
})

test.each<[string, Partial<SaveRequest>]>([
  ['another pattern', { pattern: '/dog' }],
  ['another format', { format: 'webp' }],
  ['texts', { provenance: { run: 'r', node: 'n' } }],
])('the same picture with %s is saved again', async (_, change) => {
  const media = await save('png')
  await files.save(media, request)
  await files.save(media, { ...request, ...change })
  expect(readdirSync(out)).toHaveLength(2)
})
