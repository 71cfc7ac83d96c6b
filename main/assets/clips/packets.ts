import type { EncodedPacket, PacketRetrievalOptions } from 'mediabunny'
import { EncodedPacketSink } from 'mediabunny'
import type { Clip, Track } from './clip.ts'
import { mainTrack } from './clip.ts'

/** A part of a clip that is copied, in the clip's own timestamps, in seconds. */
export interface Segment {
  readonly clip: Clip
  /** The timestamp of the first packet of its main track. */
  readonly start: number
  /** Where its main track ends; nothing begins there or later. */
  readonly end: number
}

/**
 * How many packets of a video may be stored between two that follow each other on the screen: the most that codecs
 * allow.
 */
const MAX_REORDERED = 16

/** All of a clip. */
export async function wholeOf(clip: Clip): Promise<Segment> {
  return { clip, start: await mainTrack(clip).getFirstTimestamp(), end: Infinity }
}

/**
 * The packets of a track that belong to a segment, in the order in which they are decoded. A video has those at its
 * end, too, which others before it need.
 */
export async function* packetsOf(
  { clip, start, end }: Segment,
  track: Track,
  options: PacketRetrievalOptions = {},
): AsyncGenerator<EncodedPacket, void, undefined> {
  const sink = new EncodedPacketSink(track)
  const isMain = track === mainTrack(clip)
  const first = (await sink.getPacket(start, options)) ?? (await sink.getFirstPacket(options))
  if (first === null) return
  const isVideo = track.isVideoTrack()
  let after: EncodedPacket[] = []
  // One by one, without reading ahead: frames of films can be large.
  for (
    let packet: EncodedPacket | null = first;
    packet !== null;
    packet = await sink.getNextPacket(packet, options)
  ) {
    // What comes before a key frame is shown before it, and was decoded with the frames that are cut off.
    if (packet.timestamp < earliest(packet, start, isMain)) continue
    if (packet.timestamp < end) {
      yield* after
      yield packet
      after = []
    } else {
      after.push(packet)
      if (!isVideo || after.length > MAX_REORDERED) return
    }
  }
}

/** The sound begins with the packet that is at least half in the segment. */
const earliest = ({ duration }: EncodedPacket, start: number, isMain: boolean): number =>
  isMain ? start : start - duration / 2

/** One packet of one of several tracks. */
export interface TrackPacket {
  readonly index: number
  readonly packet: EncodedPacket
}

/** The packets of several tracks as they are stored: the earliest first, so that a player finds them together. */
export async function* interleave(
  tracks: readonly AsyncGenerator<EncodedPacket, void, undefined>[],
): AsyncGenerator<TrackPacket, void, undefined> {
  const heads = await Promise.all(tracks.map(async (track) => track.next()))
  for (;;) {
    let index = -1
    let least: EncodedPacket | null = null
    for (const [at, head] of heads.entries())
      if (head.done !== true && (least === null || head.value.timestamp < least.timestamp)) {
        index = at
        least = head.value
      }
    const track = tracks[index]
    if (least === null || track === undefined) return
    yield { index, packet: least }
    heads[index] = await track.next()
  }
}
