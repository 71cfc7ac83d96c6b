import { deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { joinBytes, latin, readLatin, viewOf } from './embeddedText.ts'
import { forCodec } from './forCodec.ts'

const zlib = {
  inflate: (bytes: Uint8Array, max: number) => new Uint8Array(inflateSync(bytes, { maxOutputLength: max })),
}

/** A PNG chunk, whose checksum is not verified here. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const head = latin(`\0\0\0\0${type}`)
  viewOf(head).setUint32(0, data.length)
  return joinBytes([head, data, latin('....')])
}
const png = (...chunks: Uint8Array[]): Uint8Array =>
  joinBytes([latin('\x89PNG\r\n\x1a\n'), chunk('IHDR', new Uint8Array(13)), ...chunks])
const pixels = [chunk('IDAT', latin('ab')), chunk('IDAT', latin('cd')), chunk('IEND', new Uint8Array(0))]
const packed = (size: number): Uint8Array => joinBytes([latin('a\0\0'), deflateSync(new Uint8Array(size))])

test.each([
  ['tEXt', latin('Comment\0a')],
  ['zTXt', packed(100)],
  ['iTXt', latin('a\0\0\0\0\0b')],
  ['sPLT', latin('a')],
  ['fdAT', latin('a')],
  ['ABCD', latin('a')],
  ['eXIf', new Uint8Array(2 ** 18 + 1)],
  ['iCCP', packed(2 ** 22 + 1)],
  ['iCCP', latin('no profile')],
])('the codec is not given the chunk %s of a PNG', (type, data) => {
  expect(forCodec(png(chunk(type, data), ...pixels), zlib)).toEqual(png(...pixels))
  expect(forCodec(png(...pixels.slice(0, 1), chunk(type, data), ...pixels.slice(1)), zlib)).toEqual(
    png(...pixels),
  )
})

test('chunks that define how the pixels of a PNG are read are kept, once', () => {
  const expected = [chunk('iCCP', packed(1000)), chunk('gAMA', latin('1234')), chunk('eXIf', latin('MM'))]
  const once = png(...expected, chunk('PLTE', latin('abc')), chunk('tRNS', latin('a')), ...pixels)
  expect(forCodec(once, zlib)).toBe(once)
  expect(forCodec(png(...expected, ...expected, ...pixels), zlib)).toEqual(png(...expected, ...pixels))
})

test('a truncated PNG is passed as far as it goes', () => {
  const whole = png(chunk('tEXt', latin('a\0b')), ...pixels)
  expect(forCodec(whole.subarray(0, -14), zlib)).toEqual(png(...pixels).subarray(0, -14))
})

test('a PNG with more chunks than any encoder writes is passed up to that many', () => {
  const many = Array.from({ length: 70_000 }, () => chunk('tEXt', new Uint8Array(0)))
  expect(forCodec(png(...many, ...pixels), zlib)).toEqual(png())
})

const segment = (marker: number, data: Uint8Array): Uint8Array => {
  const head = new Uint8Array([0xff, marker, 0, 0])
  viewOf(head).setUint16(2, data.length + 2)
  return joinBytes([head, data])
}
const jpeg = (...segments: Uint8Array[]): Uint8Array =>
  joinBytes([
    new Uint8Array([0xff, 0xd8]),
    ...segments,
    segment(0xda, latin('scan')),
    latin('pixels\xff\xd9'),
  ])
const frame = segment(0xc0, latin('frame'))

test('of the segments of a JPEG only those that the pixels need are passed', () => {
  const expected = [
    segment(0xe0, latin('JFIF\0')),
    segment(0xe1, latin('Exif\0\0MM')),
    segment(0xe2, latin('ICC_PROFILE\0a')),
    segment(0xee, latin('Adobe')),
    frame,
  ]
  const rest = [
    segment(0xe1, latin('http://ns.adobe.com/xap/1.0/\0<x/>')),
    segment(0xe1, latin('Exif\0\0MM')),
    segment(0xe2, latin('MPF\0')),
    segment(0xe9, latin('patchbay\0')),
    segment(0xed, latin('Photoshop')),
    segment(0xfe, latin('comment')),
  ]
  expect(forCodec(jpeg(...expected), zlib)).toEqual(jpeg(...expected))
  expect(forCodec(jpeg(...expected, ...rest), zlib)).toEqual(jpeg(...expected))
})

test('a profile of a JPEG is passed up to the size of real profiles', () => {
  const part = segment(0xe2, joinBytes([latin('ICC_PROFILE\0'), new Uint8Array(65_000)]))
  const given = forCodec(jpeg(...Array.from({ length: 100 }, () => part), frame), zlib)
  expect(given.length).toBeLessThanOrEqual(2 ** 22 + 100)
})

const webpChunk = (type: string, data: Uint8Array): Uint8Array => {
  const head = latin(`${type}\0\0\0\0`)
  viewOf(head).setUint32(4, data.length, true)
  return joinBytes([head, data, new Uint8Array(data.length % 2)])
}
const webp = (flags: number, ...chunks: Uint8Array[]): Uint8Array => {
  const header = new Uint8Array(10)
  header[0] = flags
  const bytes = joinBytes([latin('RIFF\0\0\0\0WEBP'), webpChunk('VP8X', header), ...chunks])
  viewOf(bytes).setUint32(4, bytes.length - 8, true)
  return bytes
}

test('of the chunks of a WebP only those that the pixels need are passed, and the header is adapted', () => {
  const image = webpChunk('VP8L', latin('pixels'))
  const exif = webpChunk('EXIF', latin('MM*'))
  const profile = webpChunk('ICCP', latin('p'))
  expect(forCodec(webp(0x3c, profile, image, exif, webpChunk('XMP ', latin('<x/>'))), zlib)).toEqual(
    webp(0x38, profile, image, exif),
  )
  const large = webpChunk('EXIF', new Uint8Array(2 ** 18 + 1))
  expect(forCodec(webp(0x1c, image, large, webpChunk('abcd', latin('a'))), zlib)).toEqual(webp(0x10, image))
})

const gifExtension = (label: number, ...blocks: Uint8Array[]): Uint8Array =>
  joinBytes([
    Uint8Array.of(0x21, label),
    ...blocks.flatMap((block) => [Uint8Array.of(block.length), block]),
    Uint8Array.of(0),
  ])
const control = gifExtension(0xf9, new Uint8Array(4))
const gifImage = (colours: number, data: string): Uint8Array => {
  const head = new Uint8Array(10)
  head[0] = 0x2c
  // The flag for a table of its own, and how large it is.
  head[9] = colours === 0 ? 0 : 0x80 + Math.log2(colours) - 1
  const blocks = [Uint8Array.of(2, data.length), latin(data), Uint8Array.of(0)]
  return joinBytes([head, new Uint8Array(3 * colours), ...blocks])
}
const gif = (colours: number, ...blocks: Uint8Array[]): Uint8Array => {
  const screen = new Uint8Array(7)
  screen[4] = colours === 0 ? 0 : 0x80 + Math.log2(colours) - 1
  return joinBytes([latin('GIF89a'), screen, new Uint8Array(3 * colours), ...blocks])
}
const trailer = Uint8Array.of(0x3b)

test.each([
  ['a comment', gifExtension(0xfe, latin('a'.repeat(255)), latin('b'))],
  ['a plain text', gifExtension(0x01, new Uint8Array(12), latin('a'))],
  ['what a program put there', gifExtension(0xff, latin('XMP DataXMP'), latin('<x/>'))],
])('of a GIF %s is not passed to the codec', (_name, extension) => {
  for (const colours of [0, 2, 256]) {
    const bare = gif(colours, control, gifImage(colours === 0 ? 4 : 0, 'ab'), trailer)
    expect(forCodec(bare, zlib)).toBe(bare)
    const image = gifImage(colours === 0 ? 4 : 0, 'ab')
    expect(forCodec(gif(colours, extension, extension, control, extension, image, trailer), zlib)).toEqual(
      bare,
    )
    expect(forCodec(gif(colours, control, image, extension, trailer), zlib)).toEqual(bare)
  }
})

test('of a GIF the codec is given the first picture', () => {
  const [first, second] = [gifImage(0, 'ab'), gifImage(2, 'cd')]
  expect(forCodec(gif(2, control, first, control, second, trailer), zlib)).toEqual(
    gif(2, control, first, trailer),
  )
})

test.each([
  ['in its picture', gif(2, gifImage(0, 'ab')).subarray(0, -2)],
  ['in a text', gif(2, control, Uint8Array.of(0x21, 0xfe, 9))],
  ['before its first block', gif(256).subarray(0, 20)],
  ['where a picture has no end', gif(2, gifImage(0, 'ab'))],
])('a GIF that is truncated %s is passed as far as it goes', (_name, cut) => {
  expect(forCodec(cut, zlib).length).toBeLessThanOrEqual(cut.length)
})

const box = (type: string, ...parts: Uint8Array[]): Uint8Array => {
  const bytes = joinBytes([latin(`\0\0\0\0${type}`), ...parts])
  viewOf(bytes).setUint32(0, bytes.length)
  return bytes
}
const item = (version: number, type: string): Uint8Array =>
  box(
    'infe',
    Uint8Array.of(version, 0, 0, 0),
    new Uint8Array(version === 3 ? 6 : 4),
    latin(version < 2 ? '' : type),
  )
const avif = (version: number, ...items: Uint8Array[]): Uint8Array => {
  const counted = new Uint8Array(version === 0 ? 6 : 8)
  counted[0] = version
  return joinBytes([
    box('ftyp', latin('mif1\0\0\0\0avifmiaf')),
    box('meta', new Uint8Array(4), box('hdlr'), box('iinf', counted, ...items), box('iprp')),
    box('mdat', latin('pixels')),
  ])
}

test.each([
  [0, 2],
  [1, 3],
] as const)(
  'of an AVIF only images and EXIF are listed for the codec (list %i, items %i)',
  (list, version) => {
    const images = ['av01', 'grid', 'Exif'].map((type) => item(version, type))
    const others = ['mime', 'uri '].map((type) => item(version, type))
    expect(forCodec(avif(list, ...images), zlib)).toEqual(avif(list, ...images))
    const free = others.map((other) => joinBytes([other.subarray(0, 4), latin('free'), other.subarray(8)]))
    expect(forCodec(avif(list, ...others, ...images), zlib)).toEqual(avif(list, ...free, ...images))
  },
)

test('the given bytes of an AVIF are not modified', () => {
  const given = avif(0, item(2, 'mime'))
  const before = given.slice()
  forCodec(given, zlib)
  expect(given).toEqual(before)
})

test('boxes that are longer than their file, or have no length, end with it', () => {
  const whole = avif(0, item(2, 'av01'), item(1, ''))
  for (let length = 0; length < whole.length; length += 1)
    expect(forCodec(whole.subarray(0, length), zlib).length).toBe(length)
  const open = whole.slice()
  const meta = 24
  viewOf(open).setUint32(meta, 0)
  expect(forCodec(open, zlib).length).toBe(open.length)
  viewOf(open).setUint32(meta, 1)
  expect(forCodec(open, zlib).length).toBe(open.length)
  viewOf(open).setUint32(meta, 4)
  expect(forCodec(open, zlib)).toBe(open)
})

test('an unknown format is passed as it is', () => {
  const text = latin('words')
  expect(forCodec(text, zlib)).toBe(text)
  const film = box('ftyp', latin('isom\0\0\0\0mp42'))
  expect(forCodec(film, zlib)).toBe(film)
  expect(readLatin(forCodec(latin('RIFF\0\0\0\0WEBP'), zlib))).toBe('RIFF\0\0\0\0WEBP')
})
