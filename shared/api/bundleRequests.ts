import { z } from 'zod'
import { Sha256 } from '../ports/value.ts'
import { Removal } from './records.ts'
import { Id, Text, Upload, request } from './request.ts'

/** What is exchanged with others: pictures with an embedded workflow, and runs packed into one file. */
export const bundleRequests = {
  /**
   * The workflow that is embedded in a picture, or that a ComfyUI file contains: from an upload, or from an
   * asset. `notes` report what was converted and how. Null if there is none. Rejects with `picture.broken`,
   * `picture.large`, `file.unreadable`.
   */
  'handover.fromPicture': request(
    z.object({ name: z.string().max(300), upload: Upload.nullable(), asset: Sha256.nullable() }),
    z
      .object({
        from: z.enum(['patchbay', 'comfyui']),
        name: z.string(),
        text: Text,
        notes: z.array(z.string()),
      })
      .nullable(),
  ),
  /**
   * Packs a finished run, with its workflow and every picture, into one file beside the saved pictures. `removed` lists
   * what was taken out (keys, signed queries) and which files no longer exist. Rejects with `input.invalid`, and with
   * `file.unwritable` if nobody could open the file again.
   */
  'handover.export': request(
    z.object({ run: Id }),
    z.object({
      path: z.string(),
      bytes: z.int().nonnegative(),
      removed: z.array(Removal),
      /** What a browser downloads it by, below the host's path: `download/<id>`. */
      download: z.string(),
    }),
  ),
  /**
   * Imports such a file, an upload, into the history and the library. Nothing runs, and its `reusable` results are not
   * made again. Rejects with `file.unreadable`, `workflow.invalid`, `picture.*`.
   */
  'handover.import': request(
    z.object({ upload: Upload }),
    z.object({
      run: Id,
      /** It was in the library before, and was not added again. */
      known: z.boolean(),
      name: z.string(),
      text: Text,
      pictures: z.int().nonnegative(),
      reusable: z.int().nonnegative(),
      removed: z.array(Removal),
    }),
  ),
} as const
