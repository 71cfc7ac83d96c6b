import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readTexts, stripTexts, writeTexts } from '#shared/picture/pictureTexts.ts'
import { zlib } from '../platform/zlib.ts'

/** Text of this many bytes in UTF-8, from all planes, that hardly compresses. */
function unicode(bytes: number): string {
  const parts: string[] = []
  let [length, state] = [0, 7]
  while (length < bytes) {
    state = (state * 48_271) % 0x7fffffff
    const point = state % 0x10ffff
    if (point >= 0xd800 && point <= 0xdfff) continue
    const letter = String.fromCodePoint(point)
    length += Buffer.byteLength(letter)
    parts.push(letter)
  }
  return parts.join('')
}

const drawn = sharp({
  create: { width: 61, height: 40, channels: 4, background: { r: 200, g: 30, b: 60, alpha: 0.5 } },
})
const plain = drawn.clone().flatten({ background: '#123456' })

const pictures = [
  ['PNG', () => drawn.clone().png()],
  ['JPEG', () => drawn.clone().jpeg()],
  ['JPEG with EXIF and a profile', () => drawn.clone().jpeg().withMetadata({ orientation: 6 })],
  ['lossy WebP', () => plain.clone().webp()],
  ['lossless WebP', () => plain.clone().webp({ lossless: true })],
  ['transparent WebP', () => drawn.clone().webp()],
  ['WebP with XMP of another', () => drawn.clone().webp().withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')],
] as const

const text = JSON.stringify({ value: unicode(200_000) })
const large = JSON.stringify({ value: unicode(900_000) })

test.each(pictures)('a %s embeds 200 KB and 900 KB exactly, and its pixels stay', async (_, make) => {
  const bytes = new Uint8Array(await make().toBuffer())
  const pixelsOf = async (picture: Uint8Array): Promise<Buffer> =>
    sharp(picture, { failOn: 'warning' }).autoOrient().ensureAlpha().raw().toBuffer()
  const seen = await pixelsOf(bytes)
  for (const workflow of [text, large]) {
    const texts = [
      { keyword: 'workflow', text: workflow },
      { keyword: 'prompt', text: '{}' },
    ] as const
    const carrying = writeTexts(bytes, texts, zlib)
    expect(readTexts(carrying, zlib)).toEqual(texts)
    expect((await pixelsOf(carrying)).equals(seen)).toBe(true)
    const stripped = stripTexts(carrying, zlib)
    expect(readTexts(stripped, zlib)).toEqual([])
    expect((await pixelsOf(stripped)).equals(seen)).toBe(true)
  }
})

test('the texts of a PNG can be read by other programs, by the specification', async () => {
  const bytes = new Uint8Array(await drawn.clone().png().toBuffer())
  const { comments } = await sharp(writeTexts(bytes, [{ keyword: 'workflow', text }], zlib)).metadata()
  expect(comments).toEqual([{ keyword: 'workflow', text }])
})
