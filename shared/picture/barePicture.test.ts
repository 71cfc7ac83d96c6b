import { expect, test } from 'vitest'
import { barePicture } from './barePicture.ts'
import { joinBytes, latin, viewOf } from './embeddedText.ts'
import { isSrgbProfile } from './srgbProfile.ts'
import { jpeg, jpegSegment, png, pngChunk, webp, webpChunk } from './testing/pictures.ts'

const zlib = { inflate: (bytes: Uint8Array) => bytes }
const bare = (bytes: Uint8Array) => barePicture(bytes, zlib)
const index = latin('N 52.5163')

test.each([
  ['PNG', png()],
  ['JPEG', jpeg()],
  ['WebP', webp()],
])('a %s that is only a picture is returned as it is', (_name, bytes) => {
  expect(bare(bytes)).toBe(bytes)
})

test.each([
  ['PNG: EXIF', png([pngChunk('eXIf', index)]), png()],
  ['PNG: texts', png([pngChunk('tEXt', index), pngChunk('zTXt', index), pngChunk('iTXt', index)]), png()],
  ['PNG: the time, and what is unknown', png([pngChunk('tIME', index), pngChunk('caBX', index)]), png()],
  ['PNG: what lies behind it', joinBytes([png(), index]), png()],
  ['JPEG: EXIF and XMP', jpeg([jpegSegment(0xe1, index)]), jpeg()],
  ['JPEG: IPTC', jpeg([jpegSegment(0xed, index)]), jpeg()],
  ['JPEG: comments', jpeg([jpegSegment(0xfe, index)]), jpeg()],
  ['JPEG: provenance', jpeg([jpegSegment(0xeb, index)]), jpeg()],
  ['JPEG: pictures behind it', joinBytes([jpeg(), jpeg([jpegSegment(0xe1, index)])]), jpeg()],
  ['WebP: what is unknown', webp([webpChunk('GPS ', index)]), webp()],
  ['WebP: what lies behind it', joinBytes([webp(), index]), webp()],
])('of a %s goes', (_name, bytes, expected) => {
  expect(bare(bytes)).toEqual(expected)
})

test('of a JPEG the small picture in its header goes, and the header stays', () => {
  const [head, small] = [jpeg().subarray(0, 2), latin('JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01rgb')]
  const rest = jpeg().subarray(20)
  expect(bare(joinBytes([head, jpegSegment(0xe0, small), rest]))).toEqual(jpeg())
})

test('of a JPEG a comment between two scans goes', () => {
  const whole = jpeg()
  const scan = joinBytes([
    jpegSegment(0xda, latin('\x01\x01\0\0\x3f\0')),
    latin('more\xff\0\xff\xd0\xff\xd9'),
  ])
  const until = whole.subarray(0, whole.length - 2)
  expect(bare(joinBytes([until, jpegSegment(0xfe, index), scan]))).toEqual(joinBytes([until, scan]))
})

const withHeader = (at: number, value: number): Uint8Array => {
  const bytes = png().slice()
  const header = bytes.slice(16, 29)
  header[at] = value
  return joinBytes([bytes.subarray(0, 8), pngChunk('IHDR', header), bytes.subarray(33)])
}

test.each([
  ['a PNG of 16 bits', withHeader(8, 16)],
  ['a PNG with a palette', withHeader(9, 3)],
  ['a PNG with a colour that is transparent', png([pngChunk('tRNS', new Uint8Array(6))])],
  ['a PNG with a profile', png([pngChunk('iCCP', latin('P3\0\0profile'))])],
  ['a JPEG with a profile', jpeg([jpegSegment(0xe2, latin('ICC_PROFILE\0\x01\x01profile'))])],
  ['a WebP with a profile', webp([webpChunk('ICCP', latin('profile'))])],
  ['a WebP that moves', webp([webpChunk('ANIM', new Uint8Array(6))])],
  ['a JPEG that is cut off', jpeg().subarray(0, -2)],
  ['a PNG that is cut off', png().subarray(0, -4)],
  ['a GIF', latin('GIF89a')],
  ['nothing', new Uint8Array()],
])('%s is not plain', (_name, bytes) => {
  expect(bare(bytes)).toBeNull()
})

/** A profile with these primaries, and one curve: `power` and a straight beginning, as sRGB has it. */
function profileOf(red: readonly number[], power: number): Uint8Array {
  const s15 = (values: readonly number[]): Uint8Array => {
    const data = new Uint8Array(4 * values.length)
    values.forEach((value, index) => viewOf(data).setInt32(4 * index, Math.round(value * 65_536)))
    return data
  }
  const colour = (values: readonly number[]) => joinBytes([latin('XYZ \0\0\0\0'), s15(values)])
  const curve = joinBytes([
    latin('para\0\0\0\0\0\x03\0\0'),
    s15([power, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]),
  ])
  const tags: readonly (readonly [string, Uint8Array])[] = [
    ['rXYZ', colour(red)],
    ['gXYZ', colour([0.3851, 0.7169, 0.0971])],
    ['bXYZ', colour([0.1431, 0.0606, 0.7141])],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]
  const head = new Uint8Array(132 + 12 * tags.length)
  head.set(latin('RGB '), 16)
  viewOf(head).setUint32(128, tags.length)
  let end = head.length
  tags.forEach(([name, data], index) => {
    head.set(latin(name), 132 + 12 * index)
    viewOf(head).setUint32(136 + 12 * index, end)
    viewOf(head).setUint32(140 + 12 * index, data.length)
    end += data.length
  })
  return joinBytes([head, ...tags.map(([, data]) => data)])
}
const red = [0.4361, 0.2225, 0.0139]

test.each([
  ['sRGB', profileOf(red, 2.4), true],
  ['sRGB with another curve', profileOf(red, 2.2), false],
  ['the red of Display P3', profileOf([0.5151, 0.2412, -0.0011], 2.4), false],
  ['what is cut off', profileOf(red, 2.4).subarray(0, 250), false],
  ['nothing', new Uint8Array(), false],
])('a profile is recognized by its numbers: %s', (_name, profile, expected) => {
  expect(isSrgbProfile(profile)).toBe(expected)
})
