import { expect, test } from 'vitest'
import { barePicture } from './barePicture.ts'
import { joinBytes, latin, viewOf } from './embeddedText.ts'
import { isSrgbProfile } from './srgbProfile.ts'
import { jpeg, jpegSegment } from './testing/pictures.ts'

const bytesOf = (count: number, write: (view: DataView) => void): Uint8Array => {
  const data = new Uint8Array(count)
  write(viewOf(data))
  return data
}

const colour = (values: readonly number[]): Uint8Array =>
  joinBytes([
    latin('XYZ \0\0\0\0'),
    bytesOf(12, (view) => values.forEach((value, at) => view.setInt32(4 * at, Math.round(value * 65_536)))),
  ])

/** A curve as a table of this many entries. */
const tableOf = (count: number, curve: (value: number) => number): Uint8Array =>
  joinBytes([
    latin('curv\0\0\0\0'),
    bytesOf(4 + 2 * count, (view) => {
      view.setUint32(0, count)
      for (let at = 0; at < count; at += 1)
        view.setUint16(4 + 2 * at, Math.round(curve(at / Math.max(1, count - 1)) * 65_535))
    }),
  ])

const toLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
const srgbTable = tableOf(1024, toLinear)

/** A profile with sRGB's primaries, one curve for all colours, and further tags. */
function profileWith(curve: Uint8Array, more: readonly (readonly [string, Uint8Array])[] = []): Uint8Array {
  const tags: readonly (readonly [string, Uint8Array])[] = [
    ['rXYZ', colour([0.4361, 0.2225, 0.0139])],
    ['gXYZ', colour([0.3851, 0.7169, 0.0971])],
    ['bXYZ', colour([0.1431, 0.0606, 0.7141])],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
    ...more,
  ]
  const head = new Uint8Array(132 + 12 * tags.length)
  head.set(latin('RGB '), 16)
  viewOf(head).setUint32(128, tags.length)
  let end = head.length
  for (const [index, [name, data]] of tags.entries()) {
    head.set(latin(name), 132 + 12 * index)
    viewOf(head).setUint32(136 + 12 * index, end)
    viewOf(head).setUint32(140 + 12 * index, data.length)
    end += data.length
  }
  return joinBytes([head, ...tags.map(([, data]) => data)])
}

const parameters = (kind: number): Uint8Array =>
  joinBytes([latin('para\0\0\0\0'), bytesOf(24, (view) => view.setUint16(0, kind))])

test.each<[string, Uint8Array, boolean]>([
  ['a table of the curve of sRGB', profileWith(srgbTable), true],
  ['a table of another curve', profileWith(tableOf(1024, (value) => value ** 1.8)), false],
  ['one power for a whole curve', profileWith(tableOf(1, () => 0.5)), false],
  ['a table that is shorter than it says', profileWith(srgbTable.subarray(0, 100)), false],
  ['a power alone', profileWith(parameters(0)), false],
  ['a curve of no known kind', profileWith(latin('parf\0\0\0\0\0\0\0\0\0\0')), false],
  ['a curve without anything', profileWith(latin('curv')), false],
  ['a table of colours besides', profileWith(srgbTable, [['A2B0', latin('mft2')]]), false],
])('a profile with %s is recognized by its numbers', (_name, profile, expected) => {
  expect(isSrgbProfile(profile)).toBe(expected)
})

const part = (number: number, count: number, data: Uint8Array): Uint8Array =>
  jpegSegment(0xe2, joinBytes([latin('ICC_PROFILE\0'), Uint8Array.of(number, count), data]))
const bare = (bytes: Uint8Array) => barePicture(bytes, { inflate: (given) => given })

test('an sRGB profile of a JPEG is removed, in any number of parts and in any order', () => {
  const profile = profileWith(srgbTable)
  expect(bare(jpeg([part(1, 1, profile)]))).toEqual(jpeg())
  const [first, second] = [profile.subarray(0, 1000), profile.subarray(1000)]
  expect(bare(jpeg([part(2, 2, second), part(1, 2, first)]))).toEqual(jpeg())
  expect(bare(jpeg([part(1, 2, second), part(2, 2, first)]))).toBeNull()
})

/** The frame of a JPEG with one byte changed, counted from its marker. */
function withFrame(at: number, value: number): Uint8Array {
  const bytes = jpeg().slice()
  const start = bytes.findIndex((byte, index) => byte === 0xff && bytes[index + 1] === 0xc0)
  bytes[start + at] = value
  return bytes
}

test.each([
  ['of 12 bits', withFrame(4, 12)],
  ['of four colours', withFrame(9, 4)],
  ['that is coded losslessly', withFrame(1, 0xc3)],
])('a JPEG %s is not plain', (_name, bytes) => {
  expect(bare(bytes)).toBeNull()
})

test('in a JPEG the segment that defines the colour coding stays, and one that only has its name is removed', () => {
  const adobe = jpegSegment(0xee, latin('Adobe\0\x64\0\0\0\0\x01'))
  expect(bare(jpeg([adobe]))).toEqual(jpeg([adobe]))
  expect(bare(jpeg([jpegSegment(0xee, latin('Adobe and where it was taken'))]))).toEqual(jpeg())
})
