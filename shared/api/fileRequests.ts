import { z } from 'zod'
import { Removal } from './records.ts'
import { Id, request } from './request.ts'

/** An absolute path on this machine. */
const Path = z.string().min(1).max(100_000)

/** Requests that write or read a file on this machine. Pages may not use them, because they name paths. */
export const fileRequests = {
  /**
   * Packs a finished run into a new file in `folder`, named after the run unless `name` is given; no file is replaced.
   * Rejects with `input.invalid`, `file.unwritable`.
   */
  'file.export': request(
    z.object({ run: Id, folder: Path, name: z.string().min(1).nullable() }),
    z.object({ path: z.string(), bytes: z.int().nonnegative(), removed: z.array(Removal) }),
  ),
  /**
   * Imports an exported run into the library, and its workflow into the saved ones. Nothing runs; its `reusable`
   * results are not made again. Rejects with `file.unreadable`, `file.unwritable`, `workflow.invalid`, `picture.*`.
   */
  'file.import': request(
    z.object({ path: Path }),
    z.object({
      run: Id,
      /** It was in the library before, and was not added again. */
      known: z.boolean(),
      name: z.string(),
      /** The file of the workflow, in the library's folder of workflows. */
      workflow: z.string(),
      pictures: z.int().nonnegative(),
      reusable: z.int().nonnegative(),
      removed: z.array(Removal),
    }),
  ),
} as const
