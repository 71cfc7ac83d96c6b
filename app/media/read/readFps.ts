import { openMedia } from './openMedia.ts'

/** How many frames are looked at. */
const FRAMES = 60

/** The frame rate of a video, of which the index and the first frames are read; null if it cannot be read. */
export async function readFps(url: string): Promise<number | null> {
  const input = openMedia(url)
  try {
    const track = await input.getPrimaryVideoTrack()
    const rate = (await track?.computePacketStats(FRAMES))?.averagePacketRate ?? 0
    // Most rates are whole numbers, which the timestamps of WebM, in milliseconds, do not give exactly.
    return rate > 0 ? (Math.abs(rate - Math.round(rate)) < 0.02 ? Math.round(rate) : rate) : null
  } finally {
    input.dispose()
  }
}
