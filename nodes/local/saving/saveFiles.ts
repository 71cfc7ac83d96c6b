import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { NodeContext } from '#shared/services.ts'
import type { NamePatterns } from './saveNames.ts'
import { saveNames } from './saveNames.ts'

/** Saves files as they are, one by one; resolves with them and their paths. `noun` names one without a name. */
export async function saveFiles(
  files: readonly Media[],
  patterns: NamePatterns,
  { noun, context }: { readonly noun: string; readonly context: NodeContext },
): Promise<readonly Media[]> {
  const saved: Media[] = []
  for (const [index, media] of files.entries()) {
    if (context.signal.aborted) throw new AppError('cancelled', 'Saving was cancelled.')
    const names = saveNames(patterns, { index, otherwise: noun, context })
    saved.push({ ...media, path: await context.services.files.copy(media, names) })
    context.progress((index + 1) / files.length)
  }
  return saved
}
