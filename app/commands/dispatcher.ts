import type { Dispatcher } from '../base/dispatch.ts'
import { HOST_GONE } from '../base/ui/hostGone.ts'
import { notifyFailure, notify } from '../base/notify.ts'
import type { Command } from '../base/command.ts'
import { commands } from './commands.ts'
import { isEnabled, lacksHost } from './enabled.ts'

/** A key or a menu entry has no tooltip to say it, as a button has. */
export const notifyHostGone = (): void => notify(`${HOST_GONE}.`)

/** Dispatches to a table of commands. `say` are the two ways to reach the user. */
export function createDispatcher(
  table: readonly Command[],
  announce: { readonly error: (thrown: unknown) => void; readonly hostGone: () => void } = {
    error: notifyFailure,
    hostGone: notifyHostGone,
  },
): Dispatcher {
  const find = (id: string): Command | null => table.find((one) => one.id === id) ?? null
  return {
    commands: table,
    find,
    isEnabled,
    call(id) {
      const found = find(id)
      if (found === null) return
      if (lacksHost(found)) return announce.hostGone()
      if (!isEnabled(found)) return
      // Inside an async function: what is thrown at once is caught like what is rejected with.
      const run = async (): Promise<void> => found.run()
      run().catch(announce.error)
    },
  }
}

/** All that the page can do. */
export const dispatcher = createDispatcher(commands)
