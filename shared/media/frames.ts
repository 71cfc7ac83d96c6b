import type { Media } from '../ports/value.ts'

/** Which frame of a video: an end of it, or the one that is shown at so many seconds. */
export type FramePlace = 'first' | 'last' | number

/** Who has a frame made. */
export interface FrameMaker {
  /** The node type, for the provenance. */
  readonly type: string
  readonly signal: AbortSignal
}

/** Frames of videos, which need a codec: the only part that may not be on a machine. */
export interface Frames {
  /**
   * A frame as a picture, upright. Rejects with `input.invalid` for a time after the end, with `file.unreadable` if no
   * codec is there (the message says how to get one) or it cannot decode the video, with `node.failed` if it takes too
   * long, with `picture.broken`, or with `signal.reason`.
   */
  frame(video: Media, place: FramePlace, maker: FrameMaker): Promise<Media>
}
