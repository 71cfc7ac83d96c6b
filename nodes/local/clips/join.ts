import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { NodeContext } from '#shared/services.ts'

/** Clips one after the other; one alone is unchanged. */
export async function joinClips(
  clips: readonly Media[],
  { type, context }: { readonly type: string; readonly context: NodeContext },
): Promise<Media> {
  const [first, ...others] = clips
  if (first === undefined) throw new AppError('input.invalid', 'There is nothing to join.')
  if (others.length === 0) return first
  return context.services.videos.join(clips, {
    type,
    onProgress: (fraction) => context.progress(fraction),
  })
}
