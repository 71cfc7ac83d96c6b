import type { InputVideoTrack } from 'mediabunny'
import { CanvasSink } from 'mediabunny'
import type { MakePoster } from '../poster/posters.ts'
import { isDark } from '../poster/isDark.ts'
import { toPoster } from '../poster/toPoster.ts'
import { openMedia } from '../read/openMedia.ts'

/** The longer side of a poster, in pixels. */
const SIDE = 512

/** When frames are looked at, in seconds from the first one: many videos begin with black. */
const MOMENTS = [0, 0.5, 1, 2, 4, 8]

/** The first frame that is not black. Reads the index of the file and the frames up to that one. */
export const makeVideoPoster: MakePoster = async (_, url) => {
  const input = openMedia(url)
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null || !(await track.canDecode())) throw new Error('This browser cannot decode the video.')
    return await toPoster(await firstFrame(track))
  } finally {
    input.dispose()
  }
}

async function firstFrame(track: InputVideoTrack): Promise<HTMLCanvasElement | OffscreenCanvas> {
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()]
  const scale = Math.min(1, SIDE / Math.max(width, height))
  const start = await track.getFirstTimestamp()
  const end = start + ((await track.getDurationFromMetadata()) ?? 0)
  const moments = MOMENTS.map((after) => start + after).filter((at, index) => index === 0 || at < end)
  const sink = new CanvasSink(track, {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    fit: 'fill',
  })
  let first: HTMLCanvasElement | OffscreenCanvas | null = null
  for await (const frame of sink.canvasesAtTimestamps(moments)) {
    if (frame === null) continue
    first ??= frame.canvas
    if (!isDark(frame.canvas)) return frame.canvas
  }
  if (first === null) throw new Error('The video has no frames.')
  return first
}
