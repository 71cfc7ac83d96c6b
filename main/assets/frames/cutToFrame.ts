import { EncodedPacketSink } from 'mediabunny'
import { AppError } from '#shared/errors.ts'
import type { FramePlace } from '#shared/media/frames.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Clip } from '../clips/clip.ts'
import { brokenClip, mainTrack, openClip, withClips } from '../clips/clip.ts'
import type { Segment } from '../clips/packets.ts'
import { packetsOf } from '../clips/packets.ts'
import { writeClip } from '../clips/writeClip.ts'
import { fillFile } from '../receiveFile.ts'

/** A short film that contains a frame. */
export interface FrameClip {
  /** Of a draft, which the caller removes. */
  readonly path: string
  /** Which of its frames, as they are shown, from 0. */
  readonly index: number
  /** The name of its container, as in `MP4`. */
  readonly format: string
}

/** Less than any two frames are apart, in seconds. */
const MOMENT = 1e-6

/**
 * Copies what is needed to decode one frame of the file at `path` into a draft in `folder`: from the key frame before
 * it. So a decoder reads no more than that, and needs not seek, which each does in its own way. The file is untrusted:
 * this runs on a thread that can be ended.
 */
export async function cutToFrame(
  path: string,
  { folder, video, place }: { readonly folder: string; readonly video: Media; readonly place: FramePlace },
): Promise<FrameClip> {
  const assets = { pathOf: (): string => path }
  return withClips([async () => openClip(assets, video, 'The video')], async (clips) => {
    const [opened] = clips
    if (opened === undefined) throw new TypeError('no clip was opened')
    // Its sound is not needed.
    const clip: Clip = { ...opened, tracks: [mainTrack(opened)] }
    try {
      const time = await timeOf(clip, place)
      const sink = new EncodedPacketSink(mainTrack(clip))
      const key =
        (await sink.getKeyPacket(time, { verifyKeyPackets: true })) ?? (await sink.getFirstKeyPacket())
      const segment: Segment = { clip, start: key?.timestamp ?? time, end: time + MOMENT }
      const draft = await fillFile(folder, async (file) => void (await writeClip(file, [segment], () => {})))
      return { path: draft.path, index: (await countUntil(segment, time)) - 1, format: clip.format.name }
    } catch (thrown) {
      throw brokenClip(clip.name, thrown)
    }
  })
}

/** When the frame begins that is shown at a place, in the timestamps of the clip. */
async function timeOf(clip: Clip, place: FramePlace): Promise<number> {
  const track = mainTrack(clip)
  const first = await track.getFirstTimestamp()
  if (place === 'first') return first
  if (typeof place === 'number') {
    const duration = (await track.computeDuration()) - first
    if (place > duration)
      throw new AppError(
        'input.invalid',
        `The video has ${Math.round(duration * 100) / 100} s: there is no frame at ${place} s.`,
      )
  }
  const at = place === 'last' ? Infinity : first + place
  // Half a moment later: times that are computed are a little before or after those that are stored.
  const packet = await new EncodedPacketSink(track).getPacket(at + MOMENT, { metadataOnly: true })
  return packet?.timestamp ?? first
}

/** How many frames of a segment are shown until a time, with the one that begins then. */
async function countUntil(segment: Segment, time: number): Promise<number> {
  let count = 0
  for await (const { timestamp } of packetsOf(segment, mainTrack(segment.clip), { metadataOnly: true }))
    if (timestamp <= time + MOMENT) count += 1
  return count
}
