import { z } from 'zod'
import type { RunRow } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import type { ToastOptions } from '../base/notify.ts'
import { showToast, UNTIL_CLOSED } from '../base/notify.ts'
import { runsStore } from '../state/runs/runs.ts'

/** Which interrupted runs need not be reported again, so that a reloaded page does not repeat them. */
const KEY = 'patchbay.interrupted'

/** The part of the page's storage that is used here. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'>

export interface InterruptedOptions {
  /** Finishes one run. */
  readonly finish: (run: string) => void
  /** Shows all of them, each with its button. */
  readonly show: () => void
  readonly showMessage?: (text: string, options: ToastOptions) => () => void
  readonly memory?: Memory
}

/** The message about runs that were interrupted. */
export function interruptedText(rows: readonly Pick<RunRow, 'name'>[]): string {
  const [only] = rows
  return rows.length === 1 && only !== undefined
    ? `1 run was interrupted: ${only.name || 'Untitled'}.`
    : `${rows.length} runs were interrupted.`
}

/**
 * Reports once which runs were interrupted, and offers to finish a single one. The message disappears when that is no
 * longer true. Returns a function that stops it.
 */
export function notifyInterrupted(
  editor: Editor,
  {
    finish,
    show,
    showMessage = (text, options) => showToast(editor, text, options),
    memory = localStorage,
  }: InterruptedOptions,
): () => void {
  let shown: { readonly key: string; readonly dismiss: () => void } | null = null
  function update(rows: readonly RunRow[]): void {
    const seen = readSeen(memory)
    const interrupted = rows.filter(({ id, state }) => state === 'interrupted' && !seen.includes(id))
    const key = interrupted.map(({ id }) => id).join('\n')
    if (key === (shown?.key ?? '')) return
    shown?.dismiss()
    shown = null
    const [first, ...more] = interrupted
    if (first === undefined) return
    let isTrue = true
    const markSeen = (): void => {
      if (isTrue) remember(memory, rows, interrupted)
    }
    const act = more.length === 0 ? (): void => finish(first.id) : show
    const dismiss = showMessage(interruptedText(interrupted), {
      stays: UNTIL_CLOSED,
      action: {
        label: more.length === 0 ? 'Finish' : 'Show them',
        run: () => {
          markSeen()
          act()
        },
      },
      onGone: markSeen,
    })
    shown = {
      key,
      dismiss: () => {
        isTrue = false
        dismiss()
      },
    }
  }
  const stop = editor.get(runsStore).subscribe((after, before) => {
    if (after.rows !== before.rows) update(after.rows)
  })
  update(editor.get(runsStore).getState().rows)
  return stop
}

function readSeen(memory: Memory): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(memory.getItem(KEY) ?? '[]'))
  } catch {
    return []
  }
}

/** The user has seen these; runs that are no longer listed are forgotten. */
function remember(memory: Memory, rows: readonly RunRow[], newlySeen: readonly RunRow[]): void {
  const listed = new Set(rows.map(({ id }) => id))
  const seen = [...readSeen(memory), ...newlySeen.map(({ id }) => id)].filter((id) => listed.has(id))
  memory.setItem(KEY, JSON.stringify(seen))
}
