import { Toast } from '@base-ui/react/toast'
import { toAppError } from '#shared/errors.ts'
import type { Editor } from './editor.ts'
import { definePart } from './editor.ts'
import { messageTime } from './messageTime.ts'

/** Shows toasts. Written here because a library that injects styles into the page would break its content policy. */
export const toasts = definePart(() => Toast.createToastManager())

export const UNTIL_CLOSED = 0

/** The toasts that are shown, by type and text: equal ones are one toast, with a count. */
const standingToasts = definePart(() => new Map<string, { readonly id: string; count: number }>())

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
  const standing = editor.get(standingToasts)
  const key = `${type} ${text}`
  const same = standing.get(key)
  /** An equal one that follows is another. */
  const forget = (shown: string): void => {
    if (standing.get(key)?.id === shown) standing.delete(key)
  }
  const dismiss = (shown: string): void => {
    forget(shown)
    manager.close(shown)
  }
  if (same !== undefined) {
    same.count++
    manager.update(same.id, { title: countedText(text, same.count) })
    return () => dismiss(same.id)
  }
  let acted = false
  const id: string = manager.add({
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
          dismiss(id)
          action.run()
        },
      },
    }),
    onClose: () => forget(id),
    onRemove: () => {
      if (!acted) onGone?.()
    },
  })
  standing.set(key, { id, count: 1 })
  return () => dismiss(id)
}

const countedText = (text: string, count: number): string => (count === 1 ? text : `${text} (${count}×)`)

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
