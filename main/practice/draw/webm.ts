import type { Size } from './pixels.ts'

/** A film: each frame is a key frame of VP8, and shown equally long. */
export interface Film extends Size {
  readonly frames: readonly Uint8Array[]
  readonly seconds: number
  readonly title: string
}

const APP = 'Patchbay practice engine'

/** How many frames share a cluster: players jump to the beginning of one. */
const FRAMES_A_CLUSTER = 16

/**
 * A WebM file (Matroska, RFC 9559, as the WebM guidelines restrict it) with one video track. Sizes, durations and an
 * index of the clusters are in its head, so that it can be played in part. The same film gives the same bytes.
 */
export function writeWebm({ width, height, frames, seconds, title }: Film): Buffer {
  const durationMs = seconds * 1000
  const at = (frame: number): number => Math.round((frame * durationMs) / frames.length)
  const clusters = Array.from({ length: Math.ceil(frames.length / FRAMES_A_CLUSTER) }, (_, index) => {
    const first = index * FRAMES_A_CLUSTER
    const blocks = frames
      .slice(first, first + FRAMES_A_CLUSTER)
      .map((frame, offset) => block(at(first + offset) - at(first), frame))
    return { time: at(first), bytes: element('1f43b675', uint('e7', at(first)), ...blocks) }
  })
  const head = Buffer.concat([
    element(
      '1549a966',
      uint('2ad7b1', 1_000_000),
      element('4489', float64(durationMs)),
      text('7ba9', title),
      text('4d80', APP),
      text('5741', APP),
    ),
    element(
      '1654ae6b',
      element(
        'ae',
        uint('d7', 1),
        uint('73c5', 1),
        uint('83', 1),
        uint('9c', 0),
        text('86', 'V_VP8'),
        uint('23e383', Math.round((durationMs * 1_000_000) / frames.length)),
        element('e0', uint('b0', width), uint('ba', height)),
      ),
    ),
  ])
  // The index has the same length whatever the positions are: their numbers have a fixed width.
  const length = head.length + index(clusters.map(({ time }) => ({ time, position: 0 }))).length
  const cues = index(
    clusters.map(({ time }, nth) => ({ time, position: length + lengthBefore(clusters, nth) })),
  )
  return Buffer.concat([
    element(
      '1a45dfa3',
      uint('4286', 1),
      uint('42f7', 1),
      uint('42f2', 4),
      uint('42f3', 8),
      text('4282', 'webm'),
      uint('4287', 2),
      uint('4285', 2),
    ),
    element('18538067', head, cues, ...clusters.map(({ bytes }) => bytes)),
  ])
}

const lengthBefore = (clusters: readonly { readonly bytes: Buffer }[], nth: number): number =>
  clusters.slice(0, nth).reduce((sum, { bytes }) => sum + bytes.length, 0)

/** Where each cluster begins, in bytes from the beginning of the segment's contents. */
const index = (entries: readonly { readonly time: number; readonly position: number }[]): Buffer =>
  element(
    '1c53bb6b',
    ...entries.map(({ time, position }) =>
      element('bb', uint('b3', time), element('b7', uint('f7', 1), uint('f1', position))),
    ),
  )

/** A frame on track 1, `offsetMs` after its cluster begins; the flag says that it is a key frame. */
function block(offsetMs: number, frame: Uint8Array): Buffer {
  const head = Buffer.from([0x81, 0, 0, 0x80])
  head.writeInt16BE(offsetMs, 1)
  return element('a3', head, frame)
}

/** An element: its id in hexadecimal, the length of its contents in four bytes, and those. */
function element(id: string, ...contents: readonly Uint8Array[]): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(contents.reduce((sum, { length: own }) => sum + own, 0) + 0x10000000)
  return Buffer.concat([Buffer.from(id, 'hex'), length, ...contents])
}

/** A number below 2 ** 32, in four bytes. */
function uint(id: string, value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return element(id, bytes)
}

function float64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes
}

const text = (id: string, value: string): Buffer => element(id, Buffer.from(value))
