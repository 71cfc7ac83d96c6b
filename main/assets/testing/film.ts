import type { MetadataTags } from 'mediabunny'
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny'

export interface FilmOptions {
  readonly format?: keyof typeof formats
  readonly codec?: 'vp8' | 'vp9'
  readonly width?: number
  readonly height?: number
  readonly frames?: number
  readonly fps?: number
  /** Of each frame: no codec could show them. */
  readonly bytes?: number
  /** Every how many frames it may be cut. */
  readonly keys?: number
  /** Of every three frames, the last one is stored first, because the others are made of it. */
  readonly isReordered?: boolean
  /** Samples per second of its sound in two channels, which is as long as its picture; null for none. */
  readonly sound?: number | null
  readonly tags?: MetadataTags
}

const formats = {
  mp4: () => new Mp4OutputFormat(),
  mov: () => new MovOutputFormat(),
  webm: () => new WebMOutputFormat(),
  /** Written while they are recorded: in fragments, or in clusters without a size. */
  liveMp4: () => new Mp4OutputFormat({ fastStart: 'fragmented' }),
  liveWebm: () => new WebMOutputFormat({ appendOnly: true }),
}

const codecs = { vp8: 'vp8', vp9: 'vp09.00.10.08' }

/** Seconds of sound in a packet. */
const PACKET = 0.02

/** The first byte of a frame of VP9 that can be shown by itself, and of one that cannot. */
const MARKS = { key: 0x82, delta: 0x86 }

/** A film whose container is valid, and whose frames are nothing: for what needs no codec. */
export async function film(options: FilmOptions = {}): Promise<Uint8Array> {
  const { format = 'mp4', codec = 'vp9', frames = 50, fps = 25, sound = null, tags = {} } = options
  const target = new BufferTarget()
  const output = new Output({ format: formats[format](), target })
  output.setMetadataTags(tags)
  const picture = new EncodedVideoPacketSource(codec)
  output.addVideoTrack(picture)
  const audio = sound === null ? null : new EncodedAudioPacketSource('opus')
  if (audio !== null) output.addAudioTrack(audio)
  await output.start()
  const { width = 64, height = 48, bytes = 100, keys = 25, isReordered = false } = options
  const decoderConfig = { codec: codecs[codec], codedWidth: width, codedHeight: height }
  for (let at = 0; at < frames; at += 1) {
    const frame = isReordered ? reordered(at) : at
    const type = frame % keys === 0 ? 'key' : 'delta'
    const data = new Uint8Array(bytes)
    data[0] = MARKS[type]
    await picture.add(new EncodedPacket(data, type, frame / fps, 1 / fps), { decoderConfig })
  }
  const audioMeta = { decoderConfig: { codec: 'opus', numberOfChannels: 2, sampleRate: sound ?? 0 } }
  for (let at = 0; audio !== null && at < Math.round(frames / fps / PACKET); at += 1)
    await audio.add(new EncodedPacket(Uint8Array.of(252, 1, 2), 'key', at * PACKET, PACKET), audioMeta)
  await output.finalize()
  return new Uint8Array(target.buffer ?? new ArrayBuffer())
}

/** The frame that is stored at a place: the first one, then each third before the two that are shown before it. */
const reordered = (at: number): number => (at === 0 ? 0 : at % 3 === 1 ? at + 2 : at - 1)

/** A sound of one channel with 16 bits, which is silent. */
export function sound({ seconds = 2, rate = 8000 } = {}): Uint8Array {
  const data = seconds * rate * 2
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + data, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(data, 40)
  return new Uint8Array(Buffer.concat([head, Buffer.alloc(data)]))
}

/** A container that could have pictures, and has only sound. */
export async function soundFilm(format: 'mp4' | 'webm', tags: MetadataTags = {}): Promise<Uint8Array> {
  const target = new BufferTarget()
  const output = new Output({ format: formats[format](), target })
  output.setMetadataTags(tags)
  const audio = new EncodedAudioPacketSource('opus')
  output.addAudioTrack(audio)
  await output.start()
  const meta = { decoderConfig: { codec: 'opus', numberOfChannels: 2, sampleRate: 48_000 } }
  for (let at = 0; at < 100; at += 1)
    await audio.add(new EncodedPacket(Uint8Array.of(252, 1, 2), 'key', at * PACKET, PACKET), meta)
  await output.finalize()
  return new Uint8Array(target.buffer ?? new ArrayBuffer())
}
