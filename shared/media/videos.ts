import type { Media } from '../ports/value.ts'

/** A part of a clip, in seconds from its start; `end` is null for its own end. */
export interface ClipRange {
  readonly start: number
  readonly end: number | null
}

/** A clip that was cut, and where the cuts are in the original, in seconds. */
export interface TrimmedClip {
  readonly media: Media
  readonly start: number
  readonly end: number
}

/** Who has a clip made. */
export interface ClipMaker {
  /** The node type, for the provenance. */
  readonly type: string
  /** The fraction that is done, from 0 to 1. */
  onProgress(fraction: number): void
}

/**
 * Cuts and joins videos and audio files without decoding them: nothing is lost, and the file stays in its container.
 * Equal inputs give equal bytes. Only the first video track and the first audio track are used.
 */
export interface Videos {
  /**
   * A video can only begin with a key frame: it begins with the last one that is not after `start`. Rejects with
   * `input.invalid` if nothing is left, or its container cannot be written; with `picture.broken` if it is damaged.
   */
  trim(clip: Media, range: ClipRange, maker: ClipMaker): Promise<TrimmedClip>
  /**
   * One after the other. Rejects with `input.invalid`, which names the first clip that differs and in what, and with
   * `picture.broken` if one is damaged.
   */
  join(clips: readonly Media[], maker: ClipMaker): Promise<Media>
}
