import { requestNames } from '#shared/api/contract.ts'
import type { Handlers } from '#shared/api/serve.ts'
import { serve } from '#shared/api/serve.ts'
import { AppError, toAppError } from '#shared/errors.ts'
import { channelOf } from './channels.ts'
import type { Electron, Sender } from './electron.ts'
import { ORIGIN } from './origin.ts'

/** Whether a call comes from our page itself: its outermost frame, at our own origin. */
export function isFromPage({ senderFrame }: Sender): boolean {
  if (senderFrame === null) return false
  return senderFrame.parent === null && senderFrame.origin === ORIGIN
}

/** How a call went: plain data, because what is thrown loses its code on the way. */
export type Reply = { readonly output: unknown } | { readonly error: unknown }

/** Serves the contract, one channel a request. Who is not the page is told no more than that. */
export function serveIpc({ ipcMain }: Pick<Electron, 'ipcMain'>, handlers: Handlers): void {
  for (const name of requestNames)
    ipcMain.handle(channelOf(name), async (event, input: unknown): Promise<Reply> => {
      if (!isFromPage(event)) return { error: refused().toJSON() }
      try {
        return { output: await serve(handlers, name, input) }
      } catch (thrown) {
        return { error: toAppError(thrown).toJSON() }
      }
    })
}

const refused = (): AppError => new AppError('input.invalid', 'Only the editor itself may ask that.')
