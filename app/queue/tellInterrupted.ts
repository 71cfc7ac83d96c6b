import { z } from 'zod'
import type { RunRow } from '#shared/ipc/records.ts'
import type { ToastOptions } from '../base/notify.ts'
import { tellForNow, UNTIL_CLOSED } from '../base/notify.ts'
import { runsStore } from '../state/runs/runs.ts'

/** Which interrupted runs a person need not be told of any more, so that a page that is loaded again does not repeat it. */
const KEY = 'patchbay.interrupted'

/** What there is of the page's memory here. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'>

export interface InterruptedOptions {
  /** Finishes one run. */
  readonly finish: (run: string) => void
  /** Shows all of them, each with its button. */
  readonly show: () => void
  readonly tell?: (words: string, options: ToastOptions) => () => void
  readonly memory?: Memory
}

/** The words for runs that were interrupted. */
export function interruptedWords(rows: readonly Pick<RunRow, 'name'>[]): string {
  const [only] = rows
  return rows.length === 1 && only !== undefined
    ? `1 run was interrupted: ${only.name || 'Untitled'}.`
    : `${rows.length} runs were interrupted.`
}

/**
 * Says once which runs were interrupted, and offers to finish a single one. The words go when it is not so any more. Answers
 * with the way to stop.
 */
export function tellInterrupted({
  finish,
  show,
  tell = tellForNow,
  memory = localStorage,
}: InterruptedOptions): () => void {
  let told: { readonly key: string; readonly takeAway: () => void } | null = null
  function hear(rows: readonly RunRow[]): void {
    const known = knownIn(memory)
    const interrupted = rows.filter(({ id, state }) => state === 'interrupted' && !known.includes(id))
    const key = interrupted.map(({ id }) => id).join('\n')
    if (key === (told?.key ?? '')) return
    told?.takeAway()
    told = null
    const [first, ...more] = interrupted
    if (first === undefined) return
    let isTrue = true
    const heard = (): void => {
      if (isTrue) remember(memory, rows, interrupted)
    }
    const act = more.length === 0 ? (): void => finish(first.id) : show
    const takeAway = tell(interruptedWords(interrupted), {
      stays: UNTIL_CLOSED,
      action: {
        label: more.length === 0 ? 'Finish' : 'Show them',
        run: () => {
          heard()
          act()
        },
      },
      onGone: heard,
    })
    told = {
      key,
      takeAway: () => {
        isTrue = false
        takeAway()
      },
    }
  }
  const stop = runsStore.subscribe((after, before) => {
    if (after.rows !== before.rows) hear(after.rows)
  })
  hear(runsStore.getState().rows)
  return stop
}

function knownIn(memory: Memory): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(memory.getItem(KEY) ?? '[]'))
  } catch {
    return []
  }
}

/** A person has heard of these; of runs that are not listed any more nothing is remembered. */
function remember(memory: Memory, rows: readonly RunRow[], heard: readonly RunRow[]): void {
  const listed = new Set(rows.map(({ id }) => id))
  const known = [...knownIn(memory), ...heard.map(({ id }) => id)].filter((id) => listed.has(id))
  memory.setItem(KEY, JSON.stringify(known))
}
