import { joinBytes, latin, viewOf } from '../embeddedText.ts'
import { crc32 } from '../crc32.ts'

// Pictures whose containers are valid, but whose pixels cannot be decoded.

/** A PNG chunk with the right checksum, or another one. */
export function pngChunk(type: string, data: Uint8Array, checksum?: number): Uint8Array {
  const body = joinBytes([latin(type), data])
  const numbers = new Uint8Array(8)
  viewOf(numbers).setUint32(0, data.length)
  viewOf(numbers).setUint32(4, checksum ?? crc32(body))
  return joinBytes([numbers.subarray(0, 4), body, numbers.subarray(4)])
}

export function png(chunks: readonly Uint8Array[] = [], width = 3, height = 2): Uint8Array {
  const header = new Uint8Array(13)
  viewOf(header).setUint32(0, width)
  viewOf(header).setUint32(4, height)
  header.set([8, 2], 8)
  return joinBytes([
    latin('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', header),
    ...chunks,
    pngChunk('IDAT', latin('pixels')),
    pngChunk('IEND', new Uint8Array()),
  ])
}

export function jpegSegment(marker: number, data: Uint8Array): Uint8Array {
  const head = Uint8Array.of(0xff, marker, 0, 0)
  viewOf(head).setUint16(2, data.length + 2)
  return joinBytes([head, data])
}

export function jpeg(segments: readonly Uint8Array[] = [], width = 3, height = 2): Uint8Array {
  const frame = Uint8Array.of(8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0)
  return joinBytes([
    Uint8Array.of(0xff, 0xd8),
    jpegSegment(0xe0, latin('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    ...segments,
    jpegSegment(0xc0, frame),
    jpegSegment(0xda, latin('\x01\x01\0\0\x3f\0')),
    latin('pixels\xff\xd9'),
  ])
}

export function webpChunk(type: string, data: Uint8Array): Uint8Array {
  const head = latin(`${type}\0\0\0\0`)
  viewOf(head).setUint32(4, data.length, true)
  return joinBytes([head, data, new Uint8Array(data.length % 2)])
}

/** Lossless, without an extended header. */
export function webp(chunks: readonly Uint8Array[] = [], width = 3, height = 2): Uint8Array {
  const pixels = latin('\x2f\0\0\0\0 pixels')
  viewOf(pixels).setUint32(1, (width - 1) | ((height - 1) << 14) | (1 << 28), true)
  const bytes = joinBytes([latin('RIFF\0\0\0\0WEBP'), webpChunk('VP8L', pixels), ...chunks])
  viewOf(bytes).setUint32(4, bytes.length - 8, true)
  return bytes
}
