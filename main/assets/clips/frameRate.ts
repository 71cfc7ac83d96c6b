import type { InputVideoTrack } from 'mediabunny'
import { EncodedPacketSink } from 'mediabunny'

/** How many frames tell the rate: more of them take longer to find. */
const COUNTED_FRAMES = 60

/**
 * The frames per second of a video by its first frames; NaN if it has only one. By their times alone: WebM does not say
 * how long its last frame is.
 */
export async function frameRate(track: InputVideoTrack): Promise<number> {
  const times: number[] = []
  for await (const { timestamp } of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    times.push(timestamp)
    if (times.length === COUNTED_FRAMES) break
  }
  const rate = rateOf(times.toSorted((one, other) => one - other))
  // Most rates are whole numbers, which the times of WebM, in milliseconds, do not give exactly.
  return Math.abs(rate - Math.round(rate)) < 0.02 ? Math.round(rate) : rate
}

/** A larger step than this, in usual ones, is of frames that are stored later than they are shown. */
const LARGE_STEP = 1.5

function rateOf(times: readonly number[]): number {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  const usual = steps.toSorted((one, other) => one - other)[Math.floor(steps.length / 2)] ?? 0
  const known = steps.findIndex((step) => step > LARGE_STEP * usual)
  const counted = known > 0 && known > steps.length / 2 ? steps.slice(0, known) : steps
  return counted.length / counted.reduce((sum, step) => sum + step, 0)
}
