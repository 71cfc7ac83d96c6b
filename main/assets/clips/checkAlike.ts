import type { InputAudioTrack, InputVideoTrack } from 'mediabunny'
import { AppError } from '#shared/errors.ts'
import type { Clip, Track } from './clip.ts'
import { frameRate } from './frameRate.ts'

/** What must be the same in all clips of one file, as it is said in a message: `640 × 360 pixels`. */
interface Fact {
  readonly text: string
  /** Compared in place of the text; numbers only roughly, because the clocks of containers are not exact. */
  readonly value: string | number
}

/** The difference of two numbers, as a fraction, that does not matter. */
const SAME = 0.02

/** How codecs are called. */
const codecNames: Readonly<Record<string, string>> = {
  avc: 'H.264',
  hevc: 'H.265',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  prores: 'ProRes',
  aac: 'AAC',
  opus: 'Opus',
  mp3: 'MP3',
  vorbis: 'Vorbis',
}

/** How containers are called; the others as the library calls them. */
const formatNames: Readonly<Record<string, string>> = {
  'QuickTime File Format': 'MOV',
  WAVE: 'WAV',
}

/** Their settings are stored once for a whole track, and not beside the frames. */
const storedOnce = new Set(['avc', 'hevc', 'aac', 'vorbis'])

/**
 * Rejects with `input.invalid` if the clips cannot be one file without encoding them again: it names the first one that
 * differs from the first of all, and in what.
 */
export async function checkAlike(clips: readonly Clip[]): Promise<void> {
  const [first, ...others] = clips
  if (first === undefined) return
  const wanted = await describe(first)
  for (const [index, clip] of others.entries()) {
    const found = await describe(clip)
    const differs = wanted.findIndex((fact, at) => !isLike(fact, found[at]))
    if (differs < 0) continue
    const [one, other] = [wanted[differs]?.text ?? '', found[differs]?.text ?? '']
    const pair =
      one === other ? `${one} as clip 1, but encoded with other settings` : `${other}, and clip 1 has ${one}`
    throw new AppError(
      'input.invalid',
      `Clip ${index + 2} has ${pair}. Clips are joined without encoding them again, so all must be alike: make them with one model and the same settings.`,
      { data: { clip: index + 2 } },
    )
  }
}

/** In the order in which they are compared. */
async function describe(clip: Clip): Promise<readonly Fact[]> {
  const [video, audio] = [
    clip.tracks.find((track) => track.isVideoTrack()),
    clip.tracks.find((track) => track.isAudioTrack()),
  ]
  return [
    same(`the format ${formatNames[clip.format.name] ?? clip.format.name}`),
    ...(video === undefined ? [] : await describeVideo(video)),
    same(audio === undefined ? 'no sound' : 'sound'),
    ...(audio === undefined ? [] : await describeAudio(audio)),
  ]
}

const same = (text: string): Fact => ({ text, value: text })

function isLike({ value: one }: Fact, fact: Fact | undefined): boolean {
  const other = fact?.value
  if (typeof one !== 'number' || typeof other !== 'number') return one === other
  return Math.abs(one - other) <= SAME * Math.max(one, other)
}

async function describeVideo(track: InputVideoTrack): Promise<readonly Fact[]> {
  const rate = await frameRate(track)
  return [
    await codecOf(track),
    same(`${await track.getDisplayWidth()} × ${await track.getDisplayHeight()} pixels`),
    { text: `${Math.round(rate * 100) / 100} frames per second`, value: rate },
    await settingsOf(track),
  ]
}

async function describeAudio(track: InputAudioTrack): Promise<readonly Fact[]> {
  const [rate, channels] = [await track.getSampleRate(), await track.getNumberOfChannels()]
  return [
    await codecOf(track),
    same(`${rate} samples per second`),
    same(`${channels} audio ${channels === 1 ? 'channel' : 'channels'}`),
    await settingsOf(track),
  ]
}

async function codecOf(track: Track): Promise<Fact> {
  const codec = await track.getCodec()
  return same(codec === null ? 'an unknown codec' : `the codec ${codecNames[codec] ?? codec.toUpperCase()}`)
}

/** What a decoder must know before the first frame, if it is stored once for the whole track. */
async function settingsOf(track: Track): Promise<Fact> {
  const { text } = await codecOf(track)
  const codec = await track.getCodec()
  if (codec === null || !storedOnce.has(codec)) return same(text)
  // The cast: its type is the browser's, which is not known here.
  const config = (await track.getDecoderConfig()) as { readonly description?: BufferSource } | null
  const { description } = config ?? {}
  return { text, value: description === undefined ? '' : Buffer.from(bytesOf(description)).toString('hex') }
}

type BufferSource = ArrayBufferView | ArrayBufferLike

const bytesOf = (source: BufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
