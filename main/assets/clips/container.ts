import type { InputFormat, OutputFormat } from 'mediabunny'
import {
  MovOutputFormat,
  MP3,
  MP4,
  Mp3OutputFormat,
  Mp4OutputFormat,
  QTFF,
  WAVE,
  WavOutputFormat,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny'

/** A part of a file's beginning, as it was written. */
export type OnIndex = (bytes: Uint8Array, position: number) => void

interface Container {
  readonly format: InputFormat
  /** `onIndex` gets the part that contains dates, if there are any. */
  readonly make: (onIndex: OnIndex) => OutputFormat
}

/**
 * The containers that are written, by the one that was read. The index of an MP4 is at its start, so that it plays
 * before all of it has arrived. Ogg is not among them, whose streams are
 * numbered at random, and neither is FLAC, whose frames contain their own positions.
 */
const containers: readonly Container[] = [
  { format: MP4, make: (onMoov) => new Mp4OutputFormat({ fastStart: 'reserve', onMoov }) },
  { format: QTFF, make: (onMoov) => new MovOutputFormat({ fastStart: 'reserve', onMoov }) },
  { format: WEBM, make: () => new WebMOutputFormat() },
  { format: MP3, make: () => new Mp3OutputFormat() },
  { format: WAVE, make: () => new WavOutputFormat() },
]

/** The container to write for one that was read; null if there is none. */
export const outputFormat = (read: InputFormat, onIndex: OnIndex): OutputFormat | null =>
  containers.find(({ format }) => format === read)?.make(onIndex) ?? null
