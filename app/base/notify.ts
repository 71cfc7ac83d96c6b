import { Toast } from '@base-ui/react/toast'
import { toAppError } from '#shared/errors.ts'
import type { Editor } from './editor.ts'
import { definePart } from './editor.ts'
import { messageTime } from './messageTime.ts'

/** Shows toasts. Written here because a library that injects styles into the page would break its content policy. */
export const toasts = definePart(() => Toast.createToastManager())

export const UNTIL_CLOSED = 0

/** The errors that are shown, by their text: the same error is shown once. */
const standingErrors = definePart(() => new Map<string, string>())

export interface ToastOptions {
  /** An optional action. */
  readonly action?: { readonly label: string; readonly run: () => void }
  /** How long it is shown, in milliseconds. By default an error stays until it is closed, anything else for 5 s. */
  readonly stays?: number
  /** Called when it disappears without its action being used. */
  readonly onGone?: () => void
}

/** Shows a message and returns a function that dismisses it early. */
export function showToast(
  editor: Editor,
  text: string,
  options: ToastOptions = {},
  type: 'info' | 'error' = 'info',
): () => void {
  const { action, stays, onGone } = options
  const manager = editor.get(toasts)
  const standing = editor.get(standingErrors)
  const same = type === 'error' ? standing.get(text) : undefined
  if (same !== undefined) return () => manager.close(same)
  let acted = false
  const id = manager.add({
    title: text,
    type,
    // Screen readers announce an error immediately, and anything else at the next pause.
    priority: type === 'error' ? 'high' : 'low',
    timeout: type === 'error' && stays === undefined ? UNTIL_CLOSED : messageTime(stays ?? 5000),
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          acted = true
          // Before the action: dismissing returns the focus to where it was, and the action may move it elsewhere.
          manager.close(id)
          action.run()
        },
      },
    }),
    onRemove: () => {
      standing.delete(text)
      if (!acted) onGone?.()
    },
  })
  if (type === 'error') standing.set(text, id)
  return () => manager.close(id)
}

export function notify(editor: Editor, text: string, options?: ToastOptions, type?: 'info' | 'error'): void {
  showToast(editor, text, options, type)
}

/** What happened, where, and what to do about it, in one or two sentences. */
export const notifyError = (editor: Editor, text: string, options?: ToastOptions): void =>
  notify(editor, text, options, 'error')

/** Shows an error: what went wrong, where, and what to do. */
export function notifyFailure(editor: Editor, thrown: unknown): void {
  notifyError(editor, toAppError(thrown).message)
}

/**
 * For requests that the page makes by itself. Shows no error if the host became unreachable meanwhile: the status line
 * says so, and the data is loaded again once the host is back.
 */
export function notifyFailedLoad(editor: Editor, thrown: unknown): void {
  if (toAppError(thrown).code !== 'host.gone') notifyFailure(editor, thrown)
}
