import type { AudioSample, InputAudioTrack } from 'mediabunny'
import { AudioSampleSink } from 'mediabunny'
import type { MakePoster } from '../poster/posters.ts'
import { NoCodecError } from '../poster/posters.ts'
import { toPoster } from '../poster/toPoster.ts'
import { openMedia } from '../read/openMedia.ts'
import { createPeaks } from './peaks.ts'

/** The number of bars, and the size of their picture in pixels. */
const BARS = 128
const WIDTH = 512
const HEIGHT = 128

/** Files of up to this many bytes are decoded whole; of larger ones, a moment for each bar. */
const WHOLE = 8 * 2 ** 20

/** The loudness of an audio file over its duration: white bars on nothing, which is a mask for any colour. */
export const makeWaveform: MakePoster = async (_, url, { bytes = Infinity }) => {
  const input = openMedia(url)
  try {
    const track = await input.getPrimaryAudioTrack()
    if (track === null) throw new Error('The file has no sound.')
    if (!(await track.canDecode())) throw new NoCodecError('This browser cannot decode the audio.')
    return await toPoster(drawBars(await heightsOf(track, bytes <= WHOLE)))
  } finally {
    input.dispose()
  }
}

async function heightsOf(track: InputAudioTrack, whole: boolean): Promise<readonly number[]> {
  const start = await track.getFirstTimestamp()
  const duration = (await track.computeDuration()) - start
  const peaks = createPeaks(BARS, start, duration)
  const sink = new AudioSampleSink(track)
  const moments = Array.from({ length: BARS }, (_, bar) => start + ((bar + 0.5) * duration) / BARS)
  for await (const sample of whole ? sink.samples() : sink.samplesAtTimestamps(moments)) {
    if (sample === null) continue
    peaks.add(firstChannel(sample), sample.timestamp, sample.sampleRate)
    sample.close()
  }
  return peaks.heights()
}

function firstChannel(sample: AudioSample): Float32Array {
  const samples = new Float32Array(sample.numberOfFrames)
  sample.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
  return samples
}

function drawBars(heights: readonly number[]): OffscreenCanvas {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('The browser has no canvas.')
  context.fillStyle = '#fff'
  const step = WIDTH / heights.length
  for (const [bar, height] of heights.entries()) {
    const tall = Math.max(3, height * HEIGHT)
    context.beginPath()
    context.roundRect(bar * step + step * 0.2, (HEIGHT - tall) / 2, step * 0.6, tall, step * 0.3)
    context.fill()
  }
  return canvas
}
