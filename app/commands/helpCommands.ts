import type { Editor } from '../base/editor.ts'
import { host } from '../base/host.ts'
import { showDialog } from '../base/showDialog.ts'
import { copyText } from '../base/media/copyPicture.ts'
import type { Command } from '../base/command.ts'
import { readableLine } from './readableLine.ts'

/** Commands that help with a bug report. */
export const helpCommands: readonly Command[] = [
  { id: 'help.log', title: 'Show log', group: 'Help', keys: '', needsHost: true, run: showLog },
  {
    id: 'help.diagnostics',
    title: 'Copy diagnostics',
    group: 'Help',
    keys: '',
    needsHost: true,
    run: copyDiagnostics,
  },
]

/** The desktop app opens the folder of the log itself. */
async function showLog(editor: Editor): Promise<void> {
  const { lines } = await host(editor).request('log.show', {})
  if (lines === null) return
  const text = lines.map(readableLine).toReversed().join('\n')
  await showDialog(editor, { kind: 'text', title: 'Log (newest first)', text: text || 'The log is empty.' })
}

async function copyDiagnostics(editor: Editor): Promise<void> {
  const { text } = await host(editor).request('host.diagnose', {})
  await copyText(editor, text, 'the diagnostics')
}
