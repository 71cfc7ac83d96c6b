import { z } from 'zod'
import { Sha256 } from '../ports/value.ts'
import { ShellCommand } from './records.ts'
import { Empty, request } from './request.ts'

/** What only a desktop shell can do. */
export const shellRequests = {
  /** What can be done, with the keys that call it now, for the menus of a desktop shell: asked when the page has begun, and
   *  again when keys change. Where there is no such shell, nothing comes of it. */
  'shell.commands': request(z.object({ commands: z.array(ShellCommand).max(500) }), Empty),
  /** Shows the file of an asset in its folder. Rejects with `input.invalid` where no desktop shell is, and as `asset.open`. */
  'shell.reveal': request(z.object({ sha256: Sha256 }), Empty),
  /** Goes on with a drag that has begun in the page as a drag of the asset's file, out of the window. Rejects likewise. */
  'shell.drag': request(z.object({ sha256: Sha256 }), Empty),
} as const
