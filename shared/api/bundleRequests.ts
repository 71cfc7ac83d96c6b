import { z } from 'zod'
import { Sha256 } from '../ports/value.ts'
import { Removal } from './records.ts'
import { Id, Text, request } from './request.ts'

/** What is handed over to others, and comes from them: pictures that carry a workflow, and runs as one file. */
export const bundleRequests = {
  /** The workflow that a picture carries, or a file of ComfyUI holds: of bytes as base64, or of an asset. `notes` say what
   *  became of it. Null where there is none. Rejects with `picture.broken`, `picture.large`, `file.unreadable`. */
  'handover.fromPicture': request(
    z.object({ name: z.string().max(300), base64: z.string().nullable(), asset: Sha256.nullable() }),
    z
      .object({
        from: z.enum(['patchbay', 'comfyui']),
        name: z.string(),
        text: Text,
        notes: z.array(z.string()),
      })
      .nullable(),
  ),
  /** Packs a run that is over, with its workflow and every picture, into one file beside the saved pictures. `removed` is
   *  what was taken out of it (keys, signed queries), and what is not there any more. Rejects with `input.invalid`, and
   *  `file.unwritable` where nobody could open it again. */
  'handover.export': request(
    z.object({ run: Id }),
    z.object({ path: z.string(), bytes: z.int().nonnegative(), removed: z.array(Removal) }),
  ),
  /** Takes such a file, as base64, into the history and the library. Nothing runs, and `reusable` results of it are not made
   *  again. Rejects with `file.unreadable`, `workflow.invalid`, `picture.*`. */
  'handover.import': request(
    z.object({ base64: z.string() }),
    z.object({
      run: Id,
      name: z.string(),
      text: Text,
      pictures: z.int().nonnegative(),
      reusable: z.int().nonnegative(),
      removed: z.array(Removal),
    }),
  ),
} as const
