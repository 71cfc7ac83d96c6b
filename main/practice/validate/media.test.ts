import sharp from 'sharp'
import { expect, test } from 'vitest'
import { dataUri, discScene, pngOf } from '../testing/pictures.ts'
import { pictureType, readMedia } from './media.ts'

const png = await pngOf(discScene(20, 20))

const why = async (text: string): Promise<string> => {
  const verdict = await readMedia(text, 'image')
  return verdict.kind === 'refused' ? verdict.why : verdict.kind
}

test('a picture in a data URI is accepted', async () => {
  expect(await readMedia(dataUri(png), 'image')).toEqual({ kind: 'inline', bytes: png, mime: 'image/png' })
})

test.each(['jpeg', 'webp', 'gif'] as const)('a %s is accepted too', async (format) => {
  const bytes = await sharp(png).toFormat(format).toBuffer()
  expect(await why(dataUri(bytes, `image/${format}`))).toBe('inline')
})

test.each([
  ['https://example.com/a.png', 'address'],
  ['http://127.0.0.1:4000/outputs/a/0.png', 'address'],
  ['http://localhost/outputs/a/0.png', 'address'],
])('%s is an address', async (text, kind) => {
  expect(await why(text)).toBe(kind)
})

test.each([
  ['', 'is neither an address nor a data URI'],
  ['picture.png', 'is neither an address nor a data URI'],
  ['file:///etc/passwd', 'must be an https address or a data URI, not file:'],
  ['javascript:alert(1)', 'must be an https address or a data URI, not javascript:'],
  ['http://example.com/a.png', 'must be an https address or a data URI, not http:'],
  ['https://me:secret@example.com/a.png', 'an address must not hold a name or password'],
  [`https://example.com/${'a'.repeat(9000)}`, 'is longer than 8192 characters and no data URI'],
  ['data:image/png,abc', 'must begin with data:image/…;base64,'],
  ['data:image/png;base64', 'must begin with data:image/…;base64,'],
  ['data:;base64,AAAA', 'must begin with data:image/…;base64,'],
  ['data:text/plain;base64,AAAA', 'must be image, not text/plain'],
  ['data:image/png;base64,', 'is not valid base64'],
  ['data:image/png;base64,AA A', 'is not valid base64'],
  ['data:image/png;base64,AAA', 'is not valid base64'],
  ['data:image/png;base64,AA-_', 'is not valid base64'],
  ['data:image/png;base64,AAAA', 'is no PNG, JPEG, WebP or GIF picture'],
  [dataUri(png, 'image/jpeg'), 'says image/jpeg but holds image/png'],
  [
    dataUri(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'),
    'is no PNG, JPEG, WebP or GIF picture',
  ],
  [dataUri(Buffer.alloc(6 * 1024 * 1024 + 1)), 'is larger than 6 MiB'],
])('%.60s is refused', async (text, expected) => {
  expect(await why(text)).toBe(expected)
})

test('more than 32 megapixels are refused by the header of the file alone', async () => {
  const head = Buffer.from(png.subarray(0, 33))
  head.writeUInt32BE(65_535, 16)
  head.writeUInt32BE(65_535, 20)
  const large = await sharp({ create: { width: 8000, height: 4001, channels: 3, background: '#123' } })
    .png()
    .toBuffer()
  expect(await why(dataUri(large))).toBe('has more than 32 megapixels')
  // Its checksum is wrong, which is not checked yet: it fails when it is drawn.
  expect(['inline', 'has more than 32 megapixels']).toContain(await why(dataUri(head)))
})

test('a truncated picture is accepted here: it fails when it is drawn', async () => {
  expect(await why(dataUri(png.subarray(0, 60)))).toBe('inline')
})

test('another kind of file is identified by its type alone', async () => {
  expect(await readMedia('data:video/mp4;base64,AAAA', 'video')).toMatchObject({
    kind: 'inline',
    mime: 'video/mp4',
  })
})

test.each([
  ['video', 'video/mp4', 32],
  ['audio', 'audio/mpeg', 16],
] as const)('a data URI of %s may be %s of %i MiB', async (media, mime, mebibytes) => {
  const uri = (bytes: number): string => `data:${mime};base64,${Buffer.alloc(bytes).toString('base64')}`
  expect((await readMedia(uri(mebibytes * 2 ** 20), media)).kind).toBe('inline')
  expect(await readMedia(uri(mebibytes * 2 ** 20 + 1), media)).toEqual({
    kind: 'refused',
    why: `is larger than ${mebibytes} MiB`,
  })
})

test('a type is identified by the first bytes', () => {
  expect(pictureType(Buffer.from('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp')
  expect(pictureType(Buffer.from('RIFF\0\0\0\0WAVE'))).toBeNull()
  expect(pictureType(new Uint8Array())).toBeNull()
})
