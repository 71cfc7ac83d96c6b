import type { RunRow } from '#shared/api/records.ts'
import type { Electron } from './electron.ts'
import { quitMessage } from './quitMessage.ts'

/** Quits the app: asks while runs are active, and ends only when everything is on the disk. */
export interface Quitting {
  /** Whether windows may close now. */
  readonly isClosing: () => boolean
  /** The system shuts down: nobody can be asked. */
  hurry(): void
}

export interface QuittingOptions {
  readonly rows: () => Promise<readonly RunRow[]>
  /** Closes everything; the app ends when it resolves or rejects. */
  readonly close: () => Promise<void>
  readonly onFault: (thrown: unknown) => void
}

export function createQuitting(
  { app, dialog }: Pick<Electron, 'app' | 'dialog'>,
  { rows, close, onFault }: QuittingOptions,
): Quitting {
  let state: 'open' | 'asking' | 'closing' | 'closed' = 'open'
  let mayAsk = true

  async function mayQuit(): Promise<boolean> {
    if (!mayAsk) return true
    const message = quitMessage(await rows())
    if (message === null) return true
    const { response } = await dialog.showMessageBox({
      type: 'question',
      ...message,
      buttons: ['Quit', 'Stay'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    return response === 0
  }

  async function end(): Promise<void> {
    state = 'asking'
    const may = await mayQuit().catch((thrown: unknown) => {
      onFault(thrown)
      return true
    })
    if (!may) {
      state = 'open'
      return
    }
    state = 'closing'
    await close().catch(onFault)
    state = 'closed'
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'open') void end()
  })
  return {
    isClosing: () => state === 'closing' || state === 'closed',
    hurry() {
      mayAsk = false
      app.quit()
    },
  }
}
