import { Toast } from '@base-ui/react/toast'
import { toAppError } from '#shared/errors.ts'
import type { Editor } from './editor.ts'
import { definePart } from './editor.ts'
import { messageTime } from './messageTime.ts'

/** What is told in passing, over everything. A library that writes its styles into the page would break its policy. */
export const toasts = definePart(() => Toast.createToastManager())

export const UNTIL_CLOSED = 0

/** The errors that stand, by their words: what is wrong twice is said once. */
const standingErrors = definePart(() => new Map<string, string>())

export interface ToastOptions {
  /** The one thing to do about it. */
  readonly action?: { readonly label: string; readonly run: () => void }
  /** How long it stays, in milliseconds; without, an error until it is closed, the rest for 5 s. */
  readonly stays?: number
  /** Called when it goes without having been acted on. */
  readonly onGone?: () => void
}

/** Tells something, and answers with the way to take it away before its time. */
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
    // An error is heard at once, the rest when there is a pause.
    priority: type === 'error' ? 'high' : 'low',
    timeout: type === 'error' && stays === undefined ? UNTIL_CLOSED : messageTime(stays ?? 5000),
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          acted = true
          // First: what goes gives the focus back to where it was, and the action may put it elsewhere.
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

/** What happened, where, and what to do, in one or two sentences. */
export const notifyError = (editor: Editor, text: string, options?: ToastOptions): void =>
  notify(editor, text, options, 'error')

/** Says what went wrong, where, and what to do. */
export function notifyFailure(editor: Editor, thrown: unknown): void {
  notifyError(editor, toAppError(thrown).message)
}

/**
 * For what the page loads by itself. Nothing is said where the host has gone while it was asked: the status line
 * says so, and what is shown is loaded again once the host is back.
 */
export function notifyFailedLoad(editor: Editor, thrown: unknown): void {
  if (toAppError(thrown).code !== 'host.gone') notifyFailure(editor, thrown)
}
