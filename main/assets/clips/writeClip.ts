import type { FileHandle } from 'node:fs/promises'
import type { EncodedPacket, Output as ClipOutput } from 'mediabunny'
import { EncodedAudioPacketSource, EncodedVideoPacketSource, Output } from 'mediabunny'
import { AppError } from '#shared/errors.ts'
import { writeAt } from '../../platform/writeWhole.ts'
import type { Clip, Track } from './clip.ts'
import { brokenClip } from './clip.ts'
import { outputFormat } from './container.ts'
import { createFileTarget } from './createFileTarget.ts'
import type { Place } from './datePlaces.ts'
import { datePlaces } from './datePlaces.ts'
import type { Segment } from './packets.ts'
import { interleave, packetsOf } from './packets.ts'

/** A track that is written. */
interface Lane {
  add(packet: EncodedPacket): Promise<void>
}

export interface Written {
  /** Of the main track, in the timestamps of the last segment's clip, in seconds. */
  readonly end: number
}

/**
 * Writes segments one after the other into a file, with the tracks, codecs and container of the first one's clip.
 * `onProgress` gets how many packets are done, and of how many. Rejects with `input.invalid` if its container cannot be
 * written.
 */
export async function writeClip(
  file: FileHandle,
  segments: readonly [Segment, ...Segment[]],
  onProgress: (done: number, all: number) => void,
): Promise<Written> {
  const dates: Place[] = []
  const { clip } = segments[0]
  const output = new Output({ format: formatOf(clip, dates), target: createFileTarget(file) })
  try {
    const counts = await Promise.all(segments.map(countPackets))
    const lanes: Lane[] = []
    // One by one: their order in the file is the same each time.
    for (const [index, track] of clip.tracks.entries())
      lanes.push(await openLane(output, track, sum(counts.map((each) => each[index] ?? 0))))
    await output.start()
    const all = sum(counts.map(sum))
    let done = 0
    let offset = 0
    let end = 0
    for (const [index, segment] of segments.entries()) {
      const written = await copy(segment, lanes, offset, () => onProgress(++done, all))
      // A file that was cut off ends without an error.
      if (written.count < sum(counts[index] ?? []))
        throw brokenClip(segment.clip.name, new Error('packets are missing'))
      offset = written.until
      end = written.end
    }
    await output.finalize()
    for (const { position, length } of dates) await writeAt(file, new Uint8Array(length), position)
    return { end }
  } catch (thrown) {
    if (output.state !== 'finalized') await output.cancel()
    throw thrown
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)

function formatOf({ format }: Clip, dates: Place[]) {
  const written = outputFormat(format, (bytes, position) => dates.push(...datePlaces(bytes, position)))
  if (written !== null) return written
  throw new AppError(
    'input.invalid',
    `${format.name} files cannot be cut or joined without encoding them again. MP4, MOV, WebM, MP3 and WAV files can.`,
  )
}

/** Packets may be a little larger than in their file, where WebM leaves out how each of them begins. */
const MAX_GROWTH = 2

/**
 * How many packets of each track belong to a segment. Rejects with `picture.broken` if they are more than there is in
 * its file: packets that share bytes are how a small file would fill the disk.
 */
async function countPackets(segment: Segment): Promise<readonly number[]> {
  const { media, name, tracks } = segment.clip
  const counts: number[] = []
  let bytes = 0
  for (const track of tracks) {
    let count = 0
    for await (const { byteLength } of packetsOf(segment, track, { metadataOnly: true })) {
      count += 1
      bytes += byteLength
      if (bytes > MAX_GROWTH * media.bytes) throw brokenClip(name, new Error('packets share bytes'))
    }
    counts.push(count)
  }
  return counts
}

async function openLane(output: ClipOutput, track: Track, maximumPacketCount: number): Promise<Lane> {
  if (track.isVideoTrack()) {
    const [codec, config] = [await track.getCodec(), await track.getDecoderConfig()]
    if (codec === null || config === null) throw unknownCodec('video')
    const source = new EncodedVideoPacketSource(codec)
    const rotation = await track.getRotation()
    output.addVideoTrack(source, { maximumPacketCount, rotation })
    return { add: async (packet) => source.add(packet, { decoderConfig: config }) }
  }
  // The cast: there are no other tracks, see `Track`.
  const [codec, config] = [await track.getCodec(), await track.getDecoderConfig()]
  if (codec === null || config === null) throw unknownCodec('audio')
  const source = new EncodedAudioPacketSource(codec)
  output.addAudioTrack(source, { maximumPacketCount })
  return { add: async (packet) => source.add(packet, { decoderConfig: config }) }
}

const unknownCodec = (what: string): AppError =>
  new AppError('input.invalid', `The codec of its ${what} track is not known here.`)

/**
 * Appends a segment at `offset` seconds. Resolves with where it ends in the file, and in its own main track, and with the
 * number of its packets.
 */
async function copy(segment: Segment, lanes: readonly Lane[], offset: number, onPacket: () => void) {
  const { clip, start } = segment
  const ends = clip.tracks.map(() => createEnd(start))
  let count = 0
  const tracks = clip.tracks.map((track) => packetsOf(segment, track))
  for await (const { index, packet } of interleave(tracks)) {
    const duration = ends[index]?.add(packet) ?? packet.duration
    await lanes[index]?.add(
      packet.clone({
        timestamp: Math.max(0, packet.timestamp - start) + offset,
        duration,
        sequenceNumber: -1,
      }),
    )
    count += 1
    onPacket()
  }
  const [end = start, ...others] = ends.map((track) => track.value())
  return { until: offset + Math.max(end, ...others) - start, end, count }
}

/** The end of a track. WebM does not say how long its last packet is: then it is as long as the one before. */
function createEnd(start: number) {
  let end = start
  let usual = 0
  return {
    /** Returns how long the packet is. */
    add({ timestamp, duration }: EncodedPacket): number {
      if (duration > 0) usual = duration
      end = Math.max(end, timestamp + usual)
      return usual
    },
    value: (): number => end,
  }
}
