import type { InputVideoTrack } from 'mediabunny'
import { CanvasSink, EncodedPacketSink } from 'mediabunny'
import type { MakePoster } from '../poster/posters.ts'
import { NoCodecError } from '../poster/posters.ts'
import { isDark } from '../poster/isDark.ts'
import { toPoster } from '../poster/toPoster.ts'
import { openMedia } from '../read/openMedia.ts'

/** The longer side of a poster, in pixels. */
const SIDE = 512

/** When frames are looked at, in seconds from the first one: many videos begin with black. */
const MOMENTS = [0, 0.5, 1, 2, 4, 8]

/** How much of a file is read before a black poster is good enough, in bytes. */
const MAX_READ = 3e6

/** The first frame that is not black. Reads the index of the file and a few frames. */
export const makeVideoPoster: MakePoster = async (_, url) => {
  let read = 0
  const input = openMedia(url, (bytes) => {
    read += bytes
  })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null) throw new Error('The file has no picture.')
    if (!(await track.canDecode())) throw new NoCodecError('This browser cannot decode the video.')
    return await toPoster(await firstFrame(track, () => read < MAX_READ))
  } finally {
    input.dispose()
  }
}

type Frame = HTMLCanvasElement | OffscreenCanvas

async function firstFrame(track: InputVideoTrack, mayRead: () => boolean): Promise<Frame> {
  const sink = new CanvasSink(track, await sizeOf(track))
  let first: Frame | null = null
  for (const at of await momentsOf(track)) {
    if (first !== null && !mayRead()) break
    // One by one: the sink would decode ahead, which reads more.
    const frame = (await sink.getCanvas(at))?.canvas
    if (frame === undefined) continue
    first ??= frame
    if (!isDark(frame)) return frame
  }
  if (first === null) throw new Error('The video has no frames.')
  return first
}

async function sizeOf(track: InputVideoTrack) {
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()]
  const scale = Math.min(1, SIDE / Math.max(width, height))
  const scaled = (side: number): number => Math.max(1, Math.round(side * scale))
  return { width: scaled(width), height: scaled(height), fit: 'fill' } as const
}

/**
 * When to look, in the order of what it costs: the key frames at those moments are decoded by themselves, all others
 * need every frame since the key frame before them.
 */
async function momentsOf(track: InputVideoTrack): Promise<readonly number[]> {
  const start = await track.getFirstTimestamp()
  const end = start + ((await track.getDurationFromMetadata()) ?? 0)
  const moments = MOMENTS.map((after) => start + after).filter((at, index) => index === 0 || at < end)
  const packets = new EncodedPacketSink(track)
  const keys: number[] = []
  for (const at of moments) {
    const key = await packets.getKeyPacket(at, { metadataOnly: true })
    if (key !== null) keys.push(key.timestamp)
  }
  return [...new Set([start, ...keys, ...moments])]
}
