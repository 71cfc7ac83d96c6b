import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { MediaKind } from '#shared/ports/value.ts'
import type { AssetStore } from './assets.ts'
import { createAssets } from './assets.ts'

let home: string
let workflowFolder: string
let downloads: string[]
let assets: AssetStore

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-home-'))
  workflowFolder = join(home, 'work')
  mkdirSync(workflowFolder)
  downloads = []
  assets = createAssets({
    home,
    workflowFolder,
    async download(url) {
      downloads.push(url)
      if (url.includes('private')) throw new AppError('egress.refused', 'no way there')
      return png()
    },
  })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const blue = sharp({ create: { width: 3, height: 2, channels: 3, background: '#0000ff' } })
const bytesOf = async (encoded: Sharp): Promise<Uint8Array> => new Uint8Array(await encoded.toBuffer())
const png = async (): Promise<Uint8Array> => bytesOf(blue.clone().png())
const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const file = { from: 'file', name: 'cat.png' } as const

test.each([
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['gif', 'image/gif'],
] as const)('a picture in %s is stored in its own format', async (format, mime) => {
  const bytes = await bytesOf(blue.clone().toFormat(format))
  const media = await assets.put(bytes, 'image', file)
  expect(media).toEqual({
    media: 'image',
    mime,
    width: 3,
    height: 2,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    bytes: bytes.length,
  })
  expect(await assets.read(media)).toEqual(bytes)
  expect(assets.has(media)).toBe(true)
})

test('the width and height are those of the rotated picture', async () => {
  const bytes = await bytesOf(blue.clone().jpeg().withMetadata({ orientation: 8 }))
  expect(await assets.put(bytes, 'mask', file)).toMatchObject({ media: 'mask', width: 2, height: 3 })
})

test.each<[MediaKind, string, string]>([
  ['video', '\0\0\0\x10ftypisom\0\0\0\0', 'video/mp4'],
  ['audio', '\0\0\0\x10ftypM4A \0\0\0\0', 'audio/mp4'],
  ['video', '\x1aE\xdf\xa3B\x82\x84webm', 'video/webm'],
  ['audio', 'ID3\x04\0\0', 'audio/mpeg'],
  ['audio', 'RIFF\0\0\0\0WAVEfmt ', 'audio/wav'],
  ['audio', 'fLaC\0\0', 'audio/flac'],
  ['audio', 'OggS\0\0', 'audio/ogg'],
])('%s of the bytes %j is kept without a size', async (kind, text, mime) => {
  const media = await assets.put(latin(text), kind, file)
  expect(media).toMatchObject({ media: kind, mime, bytes: text.length })
  expect('width' in media).toBe(false)
  expect(await assets.read(media)).toEqual(latin(text))
})

test.each<[MediaKind, string, string]>([
  [
    'image',
    '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    'cat.png is no picture that can be used: it is an SVG drawing. Pictures are PNG, JPEG, WebP, AVIF or GIF.',
  ],
  [
    'mask',
    '<!doctype html><p>Sorry',
    'cat.png is no picture that can be used: it is a web page. Pictures are PNG, JPEG, WebP, AVIF or GIF.',
  ],
  [
    'image',
    '',
    'cat.png is no picture that can be used: it is empty. Pictures are PNG, JPEG, WebP, AVIF or GIF.',
  ],
  [
    'image',
    'fLaC\0\0',
    'cat.png is no picture that can be used: it is of the format FLAC. Pictures are PNG, JPEG, WebP, AVIF or GIF.',
  ],
  ['video', 'ID3\x04', 'cat.png is no video that can be used: it is of the format MP3.'],
  ['audio', '{"error":1}', 'cat.png is no sound that can be used: it is JSON or text.'],
])('as %s the bytes %j are refused', async (kind, text, message) => {
  await expect(assets.put(latin(text), kind, file)).rejects.toMatchObject({ code: 'picture.broken', message })
  expect(readdirSync(home)).toEqual(['work'])
})

test.each(['png', 'jpeg', 'webp', 'avif', 'gif'] as const)('a truncated %s is refused', async (format) => {
  const noise = sharp({
    create: {
      width: 64,
      height: 64,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
  const bytes = await bytesOf(noise.toFormat(format))
  const cut = bytes.subarray(0, Math.floor(bytes.length * 0.7))
  await expect(assets.put(cut, 'image', file)).rejects.toMatchObject({
    code: 'picture.broken',
    message: 'cat.png is damaged or cut off: it cannot be decoded as a picture.',
  })
})

/** A PNG chunk; its checksum is right by default. */
function chunk(type: string, data: Uint8Array, sum?: number): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(sum ?? crc32(body), body.length + 4)
  return framed
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

function greyPng(width: number, height: number, ...more: readonly Buffer[]): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const rows = deflateSync(Buffer.alloc(Math.min(height, 4) * (Math.min(width, 4) + 1)))
  const signature = latin('\x89PNG\r\n\x1a\n')
  const end = chunk('IEND', new Uint8Array())
  return new Uint8Array(Buffer.concat([signature, chunk('IHDR', header), ...more, chunk('IDAT', rows), end]))
}

test.each([
  [65_535, 65_535],
  [8001, 4000],
])('a picture that claims %i × %i pixels is refused by its header', async (width, height) => {
  await expect(assets.put(greyPng(width, height), 'image', file)).rejects.toMatchObject({
    code: 'picture.large',
    message: `cat.png has ${width} × ${height} pixels; at most 32 megapixels can be used.`,
    data: { width, height },
  })
})

test('a picture with a wrong check sum is refused', async () => {
  const good = greyPng(4, 4)
  expect(await assets.put(good, 'image', file)).toMatchObject({ width: 4, height: 4 })
  const bad = good.slice()
  bad[bad.length - 20] = (bad[bad.length - 20] ?? 0) ^ 1
  await expect(assets.put(bad, 'image', file)).rejects.toMatchObject({ code: 'picture.broken' })
})

test('a picture with a decompression bomb in its texts is stored without unpacking it', async () => {
  const bomb = chunk('zTXt', Buffer.concat([latin('Comment\0\0'), deflateSync(Buffer.alloc(50_000_000))]))
  expect(await assets.put(greyPng(4, 4, bomb), 'image', file)).toMatchObject({ width: 4, height: 4 })
})

test('the same bytes twice are one file, as image and as mask', async () => {
  const [image, mask] = [
    await assets.put(await png(), 'image', file),
    await assets.put(await png(), 'mask', file),
  ]
  expect(mask).toEqual({ ...image, media: 'mask' })
  const folder = join(home, 'assets', image.sha256.slice(0, 2))
  expect(readdirSync(folder)).toEqual([`${image.sha256}.png`])
})

test('the first source of bytes is remembered; the address of a job always replaces it', async () => {
  const job = (requestId: string, at: number) =>
    ({ from: 'job', requestId, url: 'https://x/y.png', at }) as const
  const { sha256 } = await assets.put(await png(), 'image', file)
  await assets.put(await png(), 'image', { from: 'node', type: 'local/crop' })
  expect(assets.originOf(sha256)).toEqual(file)
  await assets.put(await png(), 'image', job('a', 1))
  await assets.put(await png(), 'image', job('b', 2))
  await assets.put(await png(), 'image', file)
  expect(assets.originOf(sha256)).toEqual(job('b', 2))
  expect(assets.originOf('0'.repeat(64))).toBeUndefined()
})

test('a file beside the workflow is kept', async () => {
  writeFileSync(join(workflowFolder, 'cat.png'), await png())
  const media = await assets.resolve({ file: 'cat.png' }, 'image')
  expect(media).toMatchObject({ mime: 'image/png', width: 3, height: 2 })
  expect(assets.originOf(media.sha256)).toEqual(file)
})

test('a file elsewhere is refused unless the user has named it', async () => {
  const elsewhere = join(home, 'elsewhere.png')
  writeFileSync(elsewhere, await png())
  await expect(assets.resolve({ file: elsewhere }, 'image')).rejects.toMatchObject({ code: 'file.refused' })
  const trusting = createAssets({
    home,
    workflowFolder,
    download: async () => png(),
    trusted: (path) => path === elsewhere,
  })
  expect(await trusting.resolve({ file: elsewhere }, 'image')).toMatchObject({ mime: 'image/png' })
})

test('a file that is no picture is refused by name', async () => {
  writeFileSync(join(workflowFolder, 'cat.png'), '<html>')
  await expect(assets.resolve({ file: 'cat.png' }, 'image')).rejects.toMatchObject({
    code: 'picture.broken',
    message:
      'cat.png is no picture that can be used: it is a web page. Pictures are PNG, JPEG, WebP, AVIF or GIF.',
  })
})

test('an asset of the library is found by its digest, whatever its format', async () => {
  const bytes = await bytesOf(blue.clone().webp())
  const saved = await assets.put(bytes, 'image', file)
  expect(await assets.resolve({ asset: saved.sha256 }, 'mask')).toEqual({ ...saved, media: 'mask' })
})

test('an asset that is not there, or of another kind, is refused', async () => {
  const absent = 'a'.repeat(64)
  await expect(assets.resolve({ asset: absent }, 'image')).rejects.toMatchObject({
    code: 'file.unreadable',
    message: `The library has no asset ${absent}.`,
  })
  const sound = await assets.put(latin('fLaC\0\0'), 'audio', file)
  await expect(assets.resolve({ asset: sound.sha256 }, 'image')).rejects.toMatchObject({
    code: 'picture.broken',
  })
})

test('a data URI is decoded, whatever type it claims', async () => {
  const uri = `data:image/jpeg;base64,${Buffer.from(await png()).toString('base64')}`
  const media = await assets.resolve(uri, 'image')
  expect(media).toMatchObject({ mime: 'image/png', width: 3, height: 2 })
  expect(assets.originOf(media.sha256)).toEqual({ from: 'file', name: 'data:image/jpeg;base64,…' })
})

test('an address is fetched through the egress service', async () => {
  const media = await assets.resolve('https://example.org/cat.png?key=1', 'image')
  expect(downloads).toEqual(['https://example.org/cat.png?key=1'])
  expect(assets.originOf(media.sha256)).toEqual({ from: 'address', url: 'https://example.org/cat.png?key=1' })
  await expect(assets.resolve('https://private.example/', 'image')).rejects.toMatchObject({
    code: 'egress.refused',
  })
})

test('a type that is never stored is no way to another file', async () => {
  const media = { media: 'image', sha256: 'a'.repeat(64), mime: '../../x', bytes: 1 } as const
  await expect(assets.read(media)).rejects.toMatchObject({
    code: 'file.unreadable',
    message: `The asset ${media.sha256} has a type that is not supported: "../../x".`,
  })
})
