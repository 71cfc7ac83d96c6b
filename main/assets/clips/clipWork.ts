import { EncodedPacketSink } from 'mediabunny'
import { AppError } from '#shared/errors.ts'
import { factsOf } from '#shared/media/kinds.ts'
import type { ClipMaker, ClipRange, Videos } from '#shared/media/videos.ts'
import type { Media } from '#shared/ports/value.ts'
import type { AssetStore } from '../assets.ts'
import { checkBytes } from '../checkBytes.ts'
import { checkAlike } from './checkAlike.ts'
import type { Clip } from './clip.ts'
import { brokenClip, mainTrack, openClip, withClips } from './clip.ts'
import type { Segment } from './packets.ts'
import { wholeOf } from './packets.ts'
import type { Written } from './writeClip.ts'
import { writeClip } from './writeClip.ts'

/** Cuts and joins the assets of a store, from file to file: see `Videos`. */
export function createClipWork(assets: Pick<AssetStore, 'pathOf' | 'stream' | 'fill' | 'put'>): Videos {
  /** Stores what is written, as an asset of the kind of its first clip. */
  const store = async (
    segments: readonly [Segment, ...Segment[]],
    { type, onProgress }: ClipMaker,
  ): Promise<Written & { readonly media: Media }> => {
    let written: Written | null = null
    const file = await assets.fill(async (file) => {
      written = await writeClip(file, segments, everyPercent(onProgress)).catch((thrown: unknown) => {
        throw brokenClip(segments[0].clip.name, thrown)
      })
    })
    try {
      const media = await assets.put(file, segments[0].clip.media.media, { from: 'node', type })
      // The cast: it was assigned before `fill` resolved, which the compiler does not see.
      return { media, ...((written as Written | null) ?? { end: 0 }) }
    } catch (thrown) {
      await file.discard()
      throw thrown
    }
  }

  const openChecked = async (media: Media, name: string): Promise<Clip> => {
    await checkBytes(assets, media)
    return openClip(assets, media, name)
  }

  return {
    trim: async (media, range, maker) => {
      const name = `The ${factsOf[media.media].noun}`
      return withClips([async () => openChecked(media, name)], async (clips) => {
        const [clip] = clips
        if (clip === undefined) throw new TypeError('no clip was opened')
        const first = await mainTrack(clip).getFirstTimestamp()
        const segment = await cut(clip, range, first).catch((thrown: unknown) => {
          throw brokenClip(name, thrown)
        })
        const made = await store([segment], maker)
        return { media: made.media, start: segment.start - first, end: made.end - first }
      })
    },
    join: async (all, maker) => {
      const name = (index: number): string => `Clip ${index + 1}`
      const opening = all.map((media, index) => async () => openChecked(media, name(index)))
      return withClips(opening, async (clips) => {
        await checkAlike(clips)
        const [first, ...others] = await Promise.all(clips.map(wholeOf))
        if (first === undefined) throw new AppError('input.invalid', 'There is nothing to join.')
        return (await store([first, ...others], maker)).media
      })
    },
  }
}

/** The part of a clip that is closest to a range. */
async function cut(clip: Clip, { start, end }: ClipRange, first: number): Promise<Segment> {
  const track = mainTrack(clip)
  const duration = (await track.computeDuration()) - first
  if (end !== null && end <= start)
    throw new AppError(
      'input.invalid',
      `The start, ${seconds(start)}, must be before the end, ${seconds(end)}.`,
    )
  if (start >= duration)
    throw new AppError(
      'input.invalid',
      `${clip.name} has ${seconds(duration)}: nothing is left after ${seconds(start)}.`,
    )
  const sink = new EncodedPacketSink(track)
  // What the file says about its key frames may be wrong, so they are looked into.
  const key =
    (await sink.getKeyPacket(first + start, { verifyKeyPackets: true })) ?? (await sink.getFirstKeyPacket())
  return { clip, start: key?.timestamp ?? first, end: end === null ? Infinity : first + end }
}

/** As in `2.5 s`, to a hundredth. */
const seconds = (value: number): string => `${Math.round(value * 100) / 100} s`

/** Calls for each hundredth at most: a film has many thousands of packets. */
function everyPercent(onProgress: (fraction: number) => void): (done: number, all: number) => void {
  let shown = -1
  return (done, all) => {
    const percent = Math.floor((100 * done) / all)
    if (percent <= shown) return
    shown = percent
    onProgress(percent / 100)
  }
}
