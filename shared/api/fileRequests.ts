import { z } from 'zod'
import { Removal } from './records.ts'
import { Id, request } from './request.ts'

/** An absolute path on this machine. */
const Path = z.string().min(1).max(100_000)

/** What becomes a file on this machine, or comes from one. No page may ask for it: it names paths. */
export const fileRequests = {
  /**
   * Packs a run that is over into a new file in `folder`, called after the run unless `name` says otherwise; no file is
   * replaced. Rejects with `input.invalid`, `file.unwritable`.
   */
  'file.export': request(
    z.object({ run: Id, folder: Path, name: z.string().min(1).nullable() }),
    z.object({ path: z.string(), bytes: z.int().nonnegative(), removed: z.array(Removal) }),
  ),
  /**
   * Adds an exported run to the library, and its workflow to those that are saved. Nothing is run; `reusable` results of it
   * are not made again. Rejects with `file.unreadable`, `file.unwritable`, `workflow.invalid`, `picture.*`.
   */
  'file.import': request(
    z.object({ path: Path }),
    z.object({
      run: Id,
      name: z.string(),
      /** The file of the workflow, in the library's folder of workflows. */
      workflow: z.string(),
      pictures: z.int().nonnegative(),
      reusable: z.int().nonnegative(),
      removed: z.array(Removal),
    }),
  ),
} as const
