import type { Editor } from '../base/editor.ts'
import { definePart } from '../base/editor.ts'
import type { Dispatcher } from '../base/dispatch.ts'
import { HOST_GONE } from '../base/ui/hostGone.ts'
import { notify } from '../base/notify.ts'
import type { ReportOutcome } from '../base/reportOutcome.ts'
import { reportOutcome } from '../base/reportOutcome.ts'
import type { Command } from '../base/command.ts'
import { commands } from './commands.ts'
import { isEnabled, lacksHost } from './enabled.ts'

/** A key or a menu entry has no tooltip to explain it, as a button has. */
export const notifyHostGone = (editor: Editor): void => notify(editor, `${HOST_GONE}.`)

/** Dispatches to a table of commands. `announce` has the two ways to show a message to the user. */
export function createDispatcher(
  editor: Editor,
  table: readonly Command[],
  announce: {
    /** Does what a command does and shows an error of it, until the next try. */
    readonly outcome: ReportOutcome
    readonly hostGone: () => void
  } = {
    outcome: (id, work) => reportOutcome(editor, id, work),
    hostGone: () => notifyHostGone(editor),
  },
): Dispatcher {
  const find = (id: string): Command | null => table.find((one) => one.id === id) ?? null
  return {
    commands: table,
    find,
    isEnabled: (command) => isEnabled(editor, command),
    call(id) {
      const found = find(id)
      if (found === null) return
      if (lacksHost(editor, found)) return announce.hostGone()
      if (!isEnabled(editor, found)) return
      // Inside an async function, so that a synchronous error is caught like a rejection.
      void announce.outcome(id, async () => found.run(editor))
    },
  }
}

/** All commands of the page. */
export const dispatcher = definePart((editor) => createDispatcher(editor, commands))
