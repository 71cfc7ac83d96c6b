import { z } from 'zod'
import { request } from './request.ts'

/** The files of a library, whatever they belong to. */
export const storageRequests = {
  /**
   * Removes files that nothing in the library refers to; with `dryRun` they are only counted. Rejects with
   * `library.held` if an editor has the library open, which may be about to use one of them.
   */
  'storage.collect': request(
    z.object({ dryRun: z.boolean() }),
    z.object({
      removedFiles: z.int().nonnegative(),
      removedBytes: z.int().nonnegative(),
      keptFiles: z.int().nonnegative(),
      /** Results that cannot be used any more, because one of their pictures is gone. */
      removedResults: z.int().nonnegative(),
    }),
  ),
} as const
