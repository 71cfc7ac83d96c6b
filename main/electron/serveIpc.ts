import type { AnswerMessage } from '#shared/api/channel.ts'
import { answerMessage } from '#shared/api/channel.ts'
import { requests } from '#shared/api/contract.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { ErrorData } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import { REQUESTS } from './channels.ts'
import type { Electron, Sender } from './electron.ts'
import { ORIGIN } from './origin.ts'

/** Whether a call comes from our page itself: its top frame, at our own origin. */
export function isFromPage({ senderFrame }: Sender): boolean {
  if (senderFrame === null) return false
  return senderFrame.parent === null && senderFrame.origin === ORIGIN
}

/** The outcome of a call as plain data, because IPC drops the code of a thrown error. */
export type Reply = AnswerMessage | { readonly error: ErrorData }

/** Serves the contract to the page. Callers other than the page get only a refusal. */
export function serveIpc({ ipcMain }: Pick<Electron, 'ipcMain'>, handlers: Handlers): void {
  ipcMain.handle(REQUESTS, async (event, message: unknown): Promise<Reply> => {
    if (!isFromPage(event)) return refused('Only the editor itself may ask that.')
    return (await answerMessage(requests, handlers, message)) ?? refused('That is no request.')
  })
}

const refused = (message: string): Reply => ({ error: new AppError('input.invalid', message).toJSON() })
