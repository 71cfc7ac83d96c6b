import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny'

export interface FilmOptions {
  readonly format?: 'mp4' | 'webm'
  readonly width?: number
  readonly height?: number
  readonly frames?: number
  readonly fps?: number
  /** Of each frame: no codec could show them. */
  readonly bytes?: number
}

/** A film whose container is valid, and whose frames are nothing: for what needs no codec. */
export async function film({
  format = 'mp4',
  width = 64,
  height = 48,
  frames = 50,
  fps = 25,
  bytes = 100,
}: FilmOptions = {}): Promise<Uint8Array> {
  const target = new BufferTarget()
  const output = new Output({
    format: format === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(),
    target,
  })
  const source = new EncodedVideoPacketSource('vp9')
  output.addVideoTrack(source)
  await output.start()
  for (let frame = 0; frame < frames; frame += 1)
    await source.add(
      new EncodedPacket(new Uint8Array(bytes), frame % 25 === 0 ? 'key' : 'delta', frame / fps, 1 / fps),
      { decoderConfig: { codec: 'vp09.00.10.08', codedWidth: width, codedHeight: height } },
    )
  await output.finalize()
  return new Uint8Array(target.buffer ?? new ArrayBuffer())
}

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
