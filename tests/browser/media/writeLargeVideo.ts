import {
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  Output,
  BufferSource,
  ALL_FORMATS,
} from 'mediabunny'
import { readFile } from 'node:fs/promises'

/** How long the original is, in seconds. It has a key frame in each. */
const ORIGINAL = 3

export interface LargeVideo {
  readonly bytes: number
  /** Its duration: a multiple of what is repeated. */
  readonly seconds: number
  /** Whether it begins with the 0.6 seconds of black of the original, or without its first second. */
  readonly isBlackAtFirst?: boolean
}

/**
 * Writes an MP4 that plays, with its index at its end. It repeats the pictures of `tram.webm`; each frame is followed by
 * as many zeros as make the file `bytes` long, which decoders of VP9 skip.
 */
export async function writeLargeVideo(
  path: string,
  { bytes, seconds, isBlackAtFirst = false }: LargeVideo,
): Promise<void> {
  const source = new BufferSource(await readFile(new URL('tram.webm', import.meta.url)))
  using input = new Input({ formats: ALL_FORMATS, source })
  const track = await input.getPrimaryVideoTrack()
  const decoderConfig = await track?.getDecoderConfig()
  if (track === null || decoderConfig === null || decoderConfig === undefined) throw new Error('no video')
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: false }),
    target: new FilePathTarget(path),
  })
  const picture = new EncodedVideoPacketSource('vp9')
  output.addVideoTrack(picture)
  await output.start()
  const from = isBlackAtFirst ? 0 : 1
  const span = ORIGINAL - from
  const frames = []
  for await (const packet of new EncodedPacketSink(track).packets())
    if (packet.timestamp >= from - 0.01) frames.push(packet)
  const padded = Math.ceil((bytes / seconds / frames.length) * span)
  for (let start = 0; start < seconds; start += span)
    for (const frame of frames) {
      const data = new Uint8Array(Math.max(padded, frame.data.length))
      data.set(frame.data)
      await picture.add(
        frame.clone({ data, timestamp: frame.timestamp - from + start, sequenceNumber: -1 }),
        { decoderConfig },
      )
    }
  await output.finalize()
}
