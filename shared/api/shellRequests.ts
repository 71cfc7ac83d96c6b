import { z } from 'zod'
import { Sha256 } from '../ports/value.ts'
import { ShellCommand } from './records.ts'
import { Empty, request } from './request.ts'

/** Requests that only a desktop shell serves. */
export const shellRequests = {
  /**
   * The commands with their current keys, for the menus of a desktop shell: sent when the page has started, and again
   * when keys change. Other hosts ignore it.
   */
  'shell.commands': request(z.object({ commands: z.array(ShellCommand).max(500) }), Empty),
  /**
   * Shows the file of an asset in its folder. Rejects with `input.invalid` without a desktop shell, and like
   * `asset.open`.
   */
  'shell.reveal': request(z.object({ sha256: Sha256 }), Empty),
  /** Opens the folder that saved images go to. Rejects with `input.invalid` without a desktop shell. */
  'shell.openFolder': request(Empty, Empty),
  /** Turns a drag that has begun in the page into a drag of the asset's file out of the window. Rejects likewise. */
  'shell.drag': request(z.object({ sha256: Sha256 }), Empty),
} as const
