import { deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { joinBytes, latin, startReading, viewOf } from './embeddedText.ts'
import { webpChunk } from './testing/pictures.ts'
import { readWebp, stripWebp, writeWebp } from './webp.ts'
import type { Zlib } from './zlib.ts'

const zlib: Zlib = {
  deflate: (bytes) => new Uint8Array(deflateSync(bytes)),
  inflate: (bytes, max) => new Uint8Array(inflateSync(bytes, { maxOutputLength: Math.max(1, max) })),
}

function riff(...chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = joinBytes([latin('RIFF\0\0\0\0WEBP'), ...chunks])
  viewOf(bytes).setUint32(4, bytes.length - 8, true)
  return bytes
}

const lossy = (start = '\x9d\x01\x2a') => webpChunk('VP8 ', latin(`\0\0\0${start}\x90\x01\x2c\x01 pixels`))
const lossless = (sign = '\x2f') => webpChunk('VP8L', latin(`${sign}\x8f\xc1\x4a\0 pixels`))
const extended = (flags: number) =>
  webpChunk('VP8X', latin(`${String.fromCharCode(flags)}\0\0\0\x8f\x01\0\x2b\x01\0`))

const texts = [{ keyword: 'workflow' as const, text: '{"ünï":"цode"}' }]

test.each([
  ['lossy', riff(lossy())],
  ['lossless', riff(lossless())],
  ['extended, lossy', riff(extended(0), lossy())],
  ['extended, with alpha', riff(extended(0x10), lossless())],
])('a %s picture has texts beside the same pixels, and loses them again', (_, picture) => {
  const carrying = writeWebp(picture, texts, zlib)
  expect(readWebp(carrying, startReading(zlib))).toEqual(texts)
  expect(readWebp(stripWebp(carrying, zlib), startReading(zlib))).toEqual([])
  const pixels = picture.subarray(-16)
  expect(Buffer.from(carrying).includes(Buffer.from(pixels))).toBe(true)
})

test.each([
  ['400 × 300, opaque', riff(lossy()), [0x04, 400, 300]],
  ['400 × 300, with alpha', riff(extended(0x10), lossless()), [0x14, 400, 300]],
])('a picture with texts declares that in an extended header: %s', (_, picture, header) => {
  const carrying = writeWebp(picture, texts, zlib)
  const view = viewOf(carrying.subarray(20))
  const three = (at: number): number => view.getUint16(at, true) + 65_536 * view.getUint8(at + 2) + 1
  expect([view.getUint8(0), three(4), three(7)]).toEqual(header)
})

test.each([
  ['without a chunk', riff()],
  ['whose first chunk is something else', riff(webpChunk('ICCP', latin('a colour profile')))],
  ['whose lossy pixels begin otherwise', riff(lossy('\x9d\x01\x2b'))],
  ['whose lossless pixels begin otherwise', riff(lossless('\x2e'))],
  ['whose header is cut off', riff(webpChunk('VP8X', latin('short')))],
])('a picture %s is refused as damaged', (_, picture) => {
  expect(() => readWebp(picture, startReading(zlib))).toThrow('it has no header')
})
