import type { Removal } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { openText } from './file.ts'
import { platform } from '../../base/keys/platform.ts'
import { exportUrl, host, uploadFile } from '../../base/host.ts'
import { notify } from '../../base/notify.ts'
import { replay, runsStore } from '../runs/runs.ts'
import { activeTab, setTabRun, showTab, tabsStore } from '../tabs.ts'

const LONG = 20_000

/** Whether the shown workflow has a finished run. */
export function canPack(editor: Editor): boolean {
  const run = activeTab(editor)?.run ?? null
  const phase = run === null ? undefined : editor.get(runsStore).getState().runs[run]?.phase
  return phase !== undefined && phase !== 'running'
}

/** Packs the latest run of the shown workflow, with every picture, into one file to share. */
export async function packShownRun(editor: Editor): Promise<void> {
  const run = activeTab(editor)?.run ?? null
  if (run === null) return
  const { path, removed, download } = await host(editor).request('handover.export', { run })
  if (platform.browser) saveExport(editor, download)
  const name = path.split(/[\\/]/).at(-1) ?? path
  const parts = [`Exported ${platform.browser ? name : `to ${path}`}.`, removedText('Left out', removed)]
  notify(editor, parts.filter(Boolean).join(' '), { stays: LONG })
}

/** Saves an exported file through the browser, which asks where or uses its download folder. */
function saveExport(editor: Editor, id: string): void {
  const link = document.createElement('a')
  link.href = exportUrl(editor, id)
  link.download = ''
  link.click()
}

/** Opens a packed run as it was, with its pictures. Nothing runs. Rejects as the host does. */
export async function openPacked(editor: Editor, file: Blob): Promise<void> {
  const { run, known, name, text, reusable, removed } = await host(editor).request('handover.import', {
    upload: await uploadFile(editor, file),
  })
  const open = known
    ? editor
        .get(tabsStore)
        .getState()
        .tabs.find((tab) => tab.run === run)
    : undefined
  if (open !== undefined) {
    showTab(editor, open.id)
    return notify(editor, `${name} is in the library already: this is its run.`)
  }
  await openText(editor, name, text)
  const tab = activeTab(editor)
  const { events } = await host(editor).request('run.open', { run })
  replay(editor, run, events)
  if (tab !== null) setTabRun(editor, tab.id, run)
  const parts = [`Imported run of ${name}.`, reusableText(reusable), removedText('Not in the file', removed)]
  notify(editor, parts.filter(Boolean).join(' '), { stays: LONG })
}

/** Whether a run of it would make everything again and cost money. */
export const reusableText = (reusable: number): string =>
  reusable === 0
    ? 'Nothing in the file can be reused: a run makes everything again.'
    : `${reusable} ${reusable === 1 ? 'result' : 'results'} in the file ${reusable === 1 ? 'is' : 'are'} known here now: running it does not make or pay for ${reusable === 1 ? 'it' : 'them'} again.`

const SHOWN = 5

function removedText(lead: string, removed: readonly Removal[]): string {
  if (removed.length === 0) return ''
  const some = removed.slice(0, SHOWN).map(({ place, what }) => `${what} (${place})`)
  const more = removed.length > SHOWN ? `, and ${removed.length - SHOWN} more` : ''
  return `${lead}: ${some.join(', ')}${more}.`
}
