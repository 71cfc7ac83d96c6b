import { deflateSync, inflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { EmbeddedText } from './embeddedText.ts'
import { joinBytes, KEYWORDS, latin } from './embeddedText.ts'
import { CHARACTERS, textOf } from '../testing/characters.ts'
import { canEmbed, readTexts, stripTexts, writeTexts } from './pictureTexts.ts'
import { jpeg, jpegSegment, png, pngChunk, webp, webpChunk } from './testing/pictures.ts'
import type { Zlib } from './zlib.ts'

const zlib: Zlib = {
  deflate: (bytes) => new Uint8Array(deflateSync(bytes)),
  inflate: (bytes, max) => new Uint8Array(inflateSync(bytes, { maxOutputLength: Math.max(1, max) })),
}

const formats = [
  ['PNG', png()],
  ['JPEG', jpeg()],
  ['WebP', webp()],
] as const

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const embed = (text: string): readonly EmbeddedText[] => [{ keyword: 'workflow', text }]

test.each(formats)('any texts given to a %s are read back exactly', (_, picture) => {
  const texts = fc.uniqueArray(
    fc.record({
      keyword: fc.constantFrom(...KEYWORDS),
      text: fc.array(fc.nat(CHARACTERS - 1), { maxLength: 2000 }).map(textOf),
    }),
    { selector: ({ keyword }) => keyword },
  )
  fc.assert(
    fc.property(texts, texts, (first, second) => {
      const once = writeTexts(picture, first, zlib)
      expect(readTexts(once, zlib)).toEqual(first)
      expect(readTexts(writeTexts(once, second, zlib), zlib)).toEqual(expect.arrayContaining(second))
      // Stripped, it equals the same picture stripped without ever having had texts.
      expect(stripTexts(once, zlib)).toEqual(stripTexts(picture, zlib))
      expect(readTexts(stripTexts(once, zlib), zlib)).toEqual([])
    }),
  )
})

/** The texts of a picture, or the error that it is refused with; any other error is rethrown. */
function outcome(bytes: Uint8Array): string {
  try {
    return readTexts(bytes, zlib)
      .map(({ text }) => text)
      .join()
  } catch (thrown) {
    if (thrown instanceof AppError) return String(thrown)
    throw thrown
  }
}

test.each(formats)(
  'a %s with any modification is either read or refused with our own error',
  (_, picture) => {
    const sound = writeTexts(picture, embed('{"format":"patchbay/workflow"}'), zlib)
    const damage = fc.record({
      at: fc.nat(sound.length - 1),
      byte: fc.nat(255),
      cut: fc.option(fc.nat(sound.length), { freq: 3 }),
    })
    fc.assert(
      fc.property(damage, ({ at, byte, cut }) => {
        const bytes = sound.slice(0, cut ?? sound.length)
        if (at < bytes.length) bytes[at] = byte
        expect(outcome(bytes)).toMatch(
          /^[^]{0,100}$|^AppError: This picture (is damaged: .+|has \d+ × \d+ pixels; .+)\.$/,
        )
      }),
      { numRuns: 500 },
    )
  },
)

const bomb = new Uint8Array(deflateSync(new Uint8Array(17 * 2 ** 20)))
const inChunk = (type: string, text: string, data: Uint8Array = new Uint8Array()): Uint8Array =>
  pngChunk(type, joinBytes([latin(text), data]))
const many = (count: number, one: Uint8Array): Uint8Array[] => Array.from({ length: count }, () => one)

const hostile: readonly (readonly [string, Uint8Array, string])[] = [
  ['a bomb in a PNG', png([inChunk('zTXt', 'workflow\0\0', bomb)]), 'does not unpack'],
  [
    'two halves of a bomb',
    png(many(2, inChunk('zTXt', 'prompt\0\0', deflateSync(new Uint8Array(9e6))))),
    'does not unpack',
  ],
  [
    'a bomb in a JPEG',
    jpeg([jpegSegment(0xe9, joinBytes([latin('patchbay\0workflow\0\0\x01\0\x01'), bomb]))]),
    'does not unpack',
  ],
  [
    'a bomb in a WebP',
    webp([
      webpChunk(
        'XMP ',
        latin(`urn:patchbay:picture:1<patchbay:workflow>${Buffer.from(bomb).toString('base64')}<`),
      ),
    ]),
    'does not unpack',
  ],
  ['a wrong checksum', png([pngChunk('tEXt', latin('workflow\0{}'), 7)]), 'checksum'],
  ['what is no zlib stream', png([inChunk('zTXt', 'workflow\0\0nonsense')]), 'does not unpack'],
  [
    'a chunk longer than its file',
    png([Uint8Array.of(0x7f, 255, 255, 255, ...latin('tEXt'))]),
    'longer than the file',
  ],
  ['a PNG that ends too soon', png().subarray(0, 40), 'ends in the middle'],
  ['thousands of texts', png(many(5000, inChunk('tEXt', 'Comment\0x'))), 'more than 256 texts'],
  ['a hundred thousand chunks', png(many(100_000, inChunk('abCd', 'x'))), 'more than 65536 chunks'],
  [
    'a hundred thousand segments',
    jpeg(many(100_000, jpegSegment(0xec, latin('x')))),
    'more than 4096 segments',
  ],
  [
    'a hundred thousand chunks of WebP',
    webp(many(100_000, webpChunk('abcd', latin('x')))),
    'more than 65536 chunks',
  ],
  [
    'a million openings that nothing closes',
    webp([webpChunk('XMP ', latin(`urn:patchbay:picture:1${'<patchbay:workflow'.repeat(500_000)}`))]),
    'more than 256 texts',
  ],
  [
    'a hundred thousand tags',
    webp([webpChunk('XMP ', latin(`urn:patchbay:picture:1${'<a/>'.repeat(100_001)}`))]),
    'more than 100000 tags',
  ],
  [
    'a text that is missing a part',
    jpeg([jpegSegment(0xe9, latin('patchbay\0workflow\0\0\x02\0\x02x'))]),
    'a part of a text',
  ],
  [
    'a segment without room for its own length',
    jpeg([Uint8Array.of(0xff, 0xe9, 0, 1)]),
    'longer than the file',
  ],
  ['a PNG of 65535²', png([], 65_535, 65_535), '65535 × 65535 pixels'],
  ['a JPEG of 65535²', jpeg([], 65_535, 65_535), '65535 × 65535 pixels'],
  ['a WebP of 16384²', webp([], 16_384, 16_384), '16384 × 16384 pixels'],
  ['a PNG without pixels', png([], 0, 9), 'no pixels'],
]

test.each(hostile)(
  '%s is refused with an error, and nothing unpacks to more than 16 MiB',
  (_, bytes, words) => {
    const max: number[] = []
    const inflate = (packed: Uint8Array, cap: number): Uint8Array => {
      max.push(cap)
      return zlib.inflate(packed, cap)
    }
    expect(() => readTexts(bytes, { inflate })).toThrow(words)
    expect(Math.max(0, ...max)).toBeLessThanOrEqual(16 * 2 ** 20)
  },
)

test.each([
  ['tEXt in Latin-1', inChunk('tEXt', 'prompt\0caf\xe9'), 'café'],
  ['tEXt in UTF-8, against the rules', pngChunk('tEXt', utf8('prompt\0漢字')), '漢字'],
  ['zTXt', inChunk('zTXt', 'prompt\0\0', deflateSync(latin('packed'))), 'packed'],
  ['iTXt', pngChunk('iTXt', utf8('prompt\0\0\0de\0Aufgabe\0漢字')), '漢字'],
  ['iTXt, packed', inChunk('iTXt', 'prompt\0\x01\0\0\0', deflateSync(utf8('漢字'))), '漢字'],
])('reads %s', (_, chunk, text) => {
  expect(readTexts(png([chunk]), zlib)).toEqual([{ keyword: 'prompt', text }])
})

/** EXIF with one entry of ASCII for each text, the first with the highest tag, as ComfyUI counts them down. */
function exif(texts: readonly string[], order: 'II' | 'MM'): Uint8Array {
  const little = order === 'II'
  const bytes = new Uint8Array(10 + 12 * texts.length + texts.join(' ').length + 2)
  const view = new DataView(bytes.buffer)
  bytes.set(latin(order))
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  view.setUint16(8, texts.length, little)
  let free = 10 + 12 * texts.length
  texts.forEach((text, index) => {
    const at = 10 + 12 * index
    view.setUint16(at, 0x110 - index, little)
    view.setUint16(at + 2, 2, little)
    view.setUint32(at + 4, text.length, little)
    view.setUint32(at + 8, free, little)
    bytes.set(latin(text), free)
    free += text.length
  })
  return bytes
}

test.each(['II', 'MM'] as const)('reads what ComfyUI writes into EXIF (%s), and no more of it', (order) => {
  const given = exif(['prompt:{"1":{}}\0', 'workflow:{"nodes":[]}\0', 'Make:x\0'], order)
  const texts = [
    { keyword: 'prompt', text: '{"1":{}}' },
    { keyword: 'workflow', text: '{"nodes":[]}' },
  ]
  expect(readTexts(webp([webpChunk('EXIF', given)]), zlib)).toEqual(texts)
  expect(readTexts(jpeg([jpegSegment(0xe1, joinBytes([latin('Exif\0\0'), given]))]), zlib)).toEqual(texts)
  expect(readTexts(png([pngChunk('eXIf', given)]), zlib)).toEqual(texts)
})

test('a file that is not a picture with texts has none, and accepts none', () => {
  const gif = latin('GIF89a')
  expect(canEmbed(gif)).toBe(false)
  expect(readTexts(gif, zlib)).toEqual([])
  expect(() => writeTexts(gif, embed('{}'), zlib)).toThrow('Only PNG, JPEG and WebP')
})

test("another program's text stays beside ours, until the picture is stripped", () => {
  const comment = inChunk('tEXt', 'Copyright\0me')
  const written = writeTexts(png([comment]), embed('{}'), zlib)
  expect(Buffer.from(written).includes('Copyright')).toBe(true)
  expect(Buffer.from(stripTexts(written, zlib)).includes('Copyright')).toBe(false)
})
