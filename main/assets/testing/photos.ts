import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { joinBytes, latin, viewOf } from '#shared/picture/embeddedText.ts'
import { crc32 } from '#shared/picture/crc32.ts'

// Pictures as cameras and other programs write them, each with something in it that should not be passed on.

export const secret = 'N 52.5163 E 13.3777'

export type Profile = 'none' | 'srgb' | 'p3' | 'adobe' | 'cmyk'

export interface Photo {
  readonly format: 'png' | 'jpeg' | 'webp' | 'avif' | 'gif'
  /** 1 to 8, as in EXIF; in AVIF the container has it. */
  readonly orientation?: number
  readonly profile?: Profile
  /** The last corner is half transparent, in a GIF all of it. */
  readonly alpha?: boolean
  /** Of PNG, and of AVIF `ten` and `twelve`. A `bitmap` is white at the left and black at the right, in one bit a pixel. */
  readonly depth?:
    | 'grey'
    | 'sixteen'
    | 'sixteenGrey'
    | 'palette'
    | 'twoColours'
    | 'bitmap'
    | 'ten'
    | 'twelve'
    | 'eight'
  readonly frames?: 1 | 2
}

export const photoSize = { width: 24, height: 16 } as const

/** The colours of the four corners, row by row. */
export const cornerColours = [
  [200, 40, 40],
  [40, 180, 60],
  [50, 60, 210],
  [220, 210, 60],
] as const

/** Four corners of different colours, each eight pixels or more across, so that coding in blocks keeps them apart. */
function corners(lastAlpha: number): Sharp {
  const { width, height } = photoSize
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const corner = (y < 8 ? 0 : 2) + (x < 16 ? 0 : 1)
      data.set([...(cornerColours[corner] ?? []), corner === 3 ? lastAlpha : 255], (y * width + x) * 4)
    }
  const picture = sharp(data, { raw: { width, height, channels: 4 } })
  return lastAlpha < 255 ? picture : picture.removeAlpha()
}

/** The bytes of a photo. `folder` is for a temporary profile. */
export async function createPhoto(photo: Photo, folder: string): Promise<Uint8Array> {
  const { format, orientation = 1, profile = 'none', alpha = false, depth = 'eight', frames = 1 } = photo
  if (depth === 'bitmap') return bitmap()
  let picture =
    depth === 'twoColours'
      ? corners(255).greyscale().threshold(100)
      : corners(alpha ? (format === 'gif' ? 0 : 128) : 255)
  if (frames === 2 && format !== 'png') {
    const first = await picture.png().toBuffer()
    const second = await sharp(first).negate().png().toBuffer()
    picture = sharp([first, second], { join: { animated: true } })
  }
  if (profile === 'cmyk') picture = picture.toColourspace('cmyk')
  if (depth === 'sixteen') picture = picture.toColourspace('rgb16')
  if (depth === 'grey') picture = picture.greyscale().toColourspace('b-w')
  if (depth === 'sixteenGrey') picture = picture.toColourspace('grey16')
  if (profile === 'adobe') {
    const path = join(folder, 'adobe.icc')
    writeFileSync(path, adobeProfile())
    picture = picture.withIccProfile(path)
  } else if (profile !== 'none') picture = picture.withIccProfile(profile)
  if (format !== 'gif')
    picture = picture
      .withExif({ IFD0: { Copyright: secret, Make: 'Camera' } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret}</x:xmpmeta>`)
  if (format === 'avif') picture = picture.withMetadata({ orientation })
  const made = picture.toFormat(format, {
    ...(format === 'png' && { palette: depth === 'palette' || depth === 'twoColours' }),
    ...(depth === 'twoColours' && { colours: 2 }),
    ...(depth === 'ten' && { bitdepth: 10 }),
    ...(depth === 'twelve' && { bitdepth: 12 }),
    ...(format === 'webp' && { lossless: true }),
    ...((format === 'jpeg' || format === 'avif') && { quality: 100, chromaSubsampling: '4:4:4' }),
  })
  const bytes = new Uint8Array(await made.toBuffer())
  if (format === 'png' && frames === 2) return turn(animated(bytes), orientation)
  if (format === 'gif') return withComment(bytes)
  // EXIF orientation is ignored in AVIF: there it stays as the codec wrote it.
  return format === 'avif' ? bytes : turn(bytes, orientation)
}

/** A GIF with a comment before its first picture. */
function withComment(bytes: Uint8Array): Uint8Array {
  const flags = bytes[10] ?? 0
  const start = 13 + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))
  const comment = joinBytes([Uint8Array.of(0x21, 0xfe, secret.length), latin(`${secret}\0`)])
  return joinBytes([bytes.subarray(0, start), comment, bytes.subarray(start)])
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joinBytes([latin(type), data])
  const frame = new Uint8Array(8)
  viewOf(frame).setUint32(0, data.length)
  viewOf(frame).setUint32(4, crc32(body))
  return joinBytes([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** An animated PNG, with itself as its first frame and black as its second; the codec does not write these. */
function animated(bytes: Uint8Array): Uint8Array {
  const { width, height } = photoSize
  const numbers = (...values: number[]): Uint8Array => {
    const data = new Uint8Array(4 * values.length)
    values.forEach((value, at) => viewOf(data).setUint32(4 * at, value))
    return data
  }
  // Number, size, position, delay of a tenth of a second, and how it is composed with the last one.
  const control = (number: number) =>
    chunk('fcTL', joinBytes([numbers(number, width, height, 0, 0), Uint8Array.of(0, 1, 0, 10, 0, 0)]))
  const black = new Uint8Array(deflateSync(new Uint8Array((3 * width + 1) * height)))
  const start = Buffer.from(bytes).indexOf('IDAT') - 4
  const end = bytes.length - 12
  return joinBytes([
    bytes.subarray(0, start),
    chunk('acTL', numbers(2, 0)),
    control(0),
    bytes.subarray(start, end),
    control(1),
    chunk('fdAT', joinBytes([numbers(2), black])),
    bytes.subarray(end),
  ])
}

/** A PNG with one bit per pixel, which the codec reads and does not write. */
function bitmap(): Uint8Array {
  const { width, height } = photoSize
  const header = new Uint8Array(13)
  viewOf(header).setUint32(0, width)
  viewOf(header).setUint32(4, height)
  header[8] = 1
  const rows = joinBytes(Array.from({ length: height }, () => Uint8Array.of(0, 0xff, 0xff, 0)))
  return joinBytes([
    latin('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', header),
    chunk('tEXt', latin(`Comment\0${secret}`)),
    chunk('IDAT', new Uint8Array(deflateSync(rows))),
    chunk('IEND', new Uint8Array(0)),
  ])
}

/** Sets the orientation in EXIF, which the codec writes as 1. */
function turn(bytes: Uint8Array, orientation: number): Uint8Array {
  const at = Buffer.from(bytes).indexOf('12010300010000000100', 'hex')
  if (at < 0) return bytes
  bytes[at + 8] = orientation
  const chunk = Buffer.from(bytes).indexOf('eXIf')
  if (chunk < 0) return bytes
  const end = chunk + 4 + viewOf(bytes).getUint32(chunk - 4)
  viewOf(bytes).setUint32(end, crc32(bytes.subarray(chunk, end)))
  return bytes
}

/** A profile of three primaries and a gamma of 2.2, with the numbers of Adobe RGB (1998), adapted to D50. */
export function adobeProfile(): Uint8Array {
  const numbers = {
    rXYZ: [0.60974, 0.31111, 0.01947],
    gXYZ: [0.20528, 0.62567, 0.06087],
    bXYZ: [0.14919, 0.06322, 0.74457],
    wtpt: [0.9642, 1, 0.8249],
  }
  const tags: [string, Uint8Array][] = Object.entries(numbers).map(([name, values]) => {
    const data = joinBytes([latin('XYZ \0\0\0\0'), new Uint8Array(12)])
    values.forEach((value, index) => viewOf(data).setInt32(8 + 4 * index, Math.round(value * 65_536)))
    return [name, data]
  })
  for (const name of ['rTRC', 'gTRC', 'bTRC'])
    tags.push([name, joinBytes([latin('curv\0\0\0\0'), Uint8Array.of(0, 0, 0, 1, 2, 51, 0, 0)])])
  const words = 'Wide'
  const desc = joinBytes([latin('desc\0\0\0\0\0\0\0\x05'), latin(`${words}\0`), new Uint8Array(79)])
  tags.push(['desc', desc], ['cprt', latin('text\0\0\0\0none\0\0\0\0')])
  const head = new Uint8Array(132 + 12 * tags.length)
  head.set(latin('mntrRGB XYZ '), 12)
  head.set(latin('acsp'), 36)
  const view = viewOf(head)
  view.setUint32(8, 0x02100000)
  ;[0.9642, 1, 0.8249].forEach((value, index) => view.setInt32(68 + 4 * index, Math.round(value * 65_536)))
  view.setUint32(128, tags.length)
  let end = head.length
  tags.forEach(([name, data], index) => {
    head.set(latin(name), 132 + 12 * index)
    view.setUint32(136 + 12 * index, end)
    view.setUint32(140 + 12 * index, data.length)
    end += data.length
  })
  view.setUint32(0, end)
  return joinBytes([head, ...tags.map(([, data]) => data)])
}
