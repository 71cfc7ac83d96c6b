import { expect, test } from 'vitest'
import { joinBytes, latin } from './embeddedText.ts'
import { dropMetadata } from './dropMetadata.ts'
import { jpeg, jpegSegment, png, pngChunk, webp, webpChunk } from './testing/pictures.ts'

const index = latin('N 52.5163')
const profile = jpegSegment(0xe2, joinBytes([latin('ICC_PROFILE\0'), Uint8Array.of(1, 1), latin('p3')]))
/** Of a WebP of 16 × 16 pixels. */
const header = (flags: number) => webpChunk('VP8X', Uint8Array.of(flags, 0, 0, 0, 15, 0, 0, 15, 0, 0))
const samples = webp().subarray(12)
const extended = (...chunks: readonly Uint8Array[]): Uint8Array => {
  const bytes = joinBytes([latin('RIFF\0\0\0\0WEBP'), ...chunks])
  new DataView(bytes.buffer).setUint32(4, bytes.length - 8, true)
  return bytes
}

test.each([
  ['PNG', png([pngChunk('iCCP', index)])],
  ['JPEG', jpeg([profile])],
  ['WebP', webp()],
  ['WebP with a profile', extended(header(0x20), webpChunk('ICCP', latin('p3')), samples)],
])('a %s without metadata is returned as it is, including its profile', (_name, bytes) => {
  expect(dropMetadata(bytes)).toBe(bytes)
})

test.each([
  ['PNG', png([pngChunk('eXIf', index), pngChunk('iCCP', index)]), png([pngChunk('iCCP', index)])],
  ['JPEG', jpeg([jpegSegment(0xe1, index), profile, jpegSegment(0xfe, index)]), jpeg([profile])],
  [
    'WebP',
    extended(
      header(0x3c),
      webpChunk('ICCP', latin('p3')),
      samples,
      webpChunk('EXIF', index),
      webpChunk('XMP ', index),
    ),
    extended(header(0x30), webpChunk('ICCP', latin('p3')), samples),
  ],
])('of a %s all goes that is not needed to show it', (_name, bytes, expected) => {
  expect(dropMetadata(bytes)).toEqual(expected)
})

test.each([
  ['what is no picture', latin('GIF89a')],
  ['a damaged PNG', png().subarray(0, 40)],
  ['a damaged JPEG', jpeg().subarray(0, 40)],
  ['an animation as WebP', extended(header(0x02), webpChunk('ANIM', latin('\0\0\0\0\0\0')), samples)],
])('%s must be encoded again', (_name, bytes) => {
  expect(dropMetadata(bytes)).toBeNull()
})
