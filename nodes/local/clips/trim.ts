import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { NodeContext } from '#shared/services.ts'

/** Below this, in seconds, nobody notices where a cut is. */
const UNNOTICED = 0.02

export interface TrimInputs {
  readonly start: number
  readonly end?: number | undefined
}

/** What is wrong with a range before anything is known about the clip, or null. */
export function checkRange({ start = 0, end }: Partial<TrimInputs>): string | null {
  if (end === undefined || end > start) return null
  return `The start (${start} s) must be before the end (${end} s).`
}

/** A clip from `start` to `end`, in seconds; unchanged if that is all of it. Notes where the cut is if it is elsewhere. */
export async function trimClip(
  clip: Media,
  { start, end }: TrimInputs,
  { type, context }: { readonly type: string; readonly context: NodeContext },
): Promise<Media> {
  const wrong = checkRange({ start, end })
  if (wrong !== null) throw new AppError('input.invalid', wrong)
  if (start === 0 && (end === undefined || (clip.duration !== undefined && end >= clip.duration))) return clip
  const made = await context.services.videos.trim(
    clip,
    { start, end: end ?? null },
    { type, onProgress: (fraction) => context.progress(fraction) },
  )
  const early = start - made.start
  if (Math.abs(early) > UNNOTICED)
    context.note(
      `It begins at ${seconds(made.start)}, ${seconds(Math.abs(early))} ${early > 0 ? 'before' : 'after'} the start that was set: the nearest place where it can be cut.`,
    )
  return made.media
}

const seconds = (value: number): string => `${value.toFixed(2)} s`
