import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { WorkflowEntry } from '#shared/ipc/records.ts'
import { AppError } from '#shared/errors.ts'
import { host } from '../../base/host.ts'
import { ask } from '../../base/ask.ts'
import { tellError, tellWords } from '../../base/notify.ts'
import type { Tab } from '../tabs.ts'
import { changeTab, keptAs, markSaved, nameOfTab } from '../tabs.ts'
import { withViewport } from '../viewports.ts'
import { checkName, freeName, takenBy } from './checkName.ts'
import { noCopyWords } from './describeReadOnly.ts'
import { dropDraft, forgetDraft } from './drafts.ts'
import { page } from './page.ts'

/** Where a workflow is to be saved: under an id, or anew where that is null. */
interface Place {
  readonly id: string | null
  readonly name: string
  readonly base: string | null
  readonly overwrite: boolean
}

/** Whether it was saved; `conflict` where its file is another by now, which then stands at the tab. */
export type Saved = 'saved' | 'left' | 'conflict'

/** Saves a tab where it came from; one that never was saved gets its name first. Rejects as the host does. */
export async function saveTab(tab: Tab): Promise<Saved> {
  if (tab.readOnly) return refuse(tab)
  const { entry } = tab
  if (entry === null) return saveAnew(tab)
  if (tab.conflict !== null) return 'conflict'
  return write(tab, { id: entry.id, name: entry.name, base: tab.base, overwrite: false })
}

/** Saves a tab over whatever its file is by now. */
export const saveOver = (tab: Tab): Promise<Saved> =>
  write(tab, { id: tab.entry?.id ?? null, name: nameOfTab(tab), base: tab.base, overwrite: true })

/** Saves a tab under another name, which is asked for; the tab is that one's from then on. */
export async function saveTabAs(tab: Tab, proposal = `${nameOfTab(tab)} copy`): Promise<Saved> {
  if (tab.readOnly) return refuse(tab)
  const entries = await host().request('workflow.list', {})
  return askAndWrite(tab, freeName(tab.entry === null ? nameOfTab(tab) : proposal, entries), entries)
}

/** A name that somebody has thought of, and that is free, is not asked for. */
async function saveAnew(tab: Tab): Promise<Saved> {
  const name = nameOfTab(tab)
  const entries = await host().request('workflow.list', {})
  const isOwn = name !== 'Untitled' && checkName(name, entries).ok
  if (!isOwn) return askAndWrite(tab, freeName(name, entries), entries)
  return write(tab, { id: null, name, base: null, overwrite: false })
}

async function askAndWrite(tab: Tab, name: string, entries: readonly WorkflowEntry[]): Promise<Saved> {
  const answer = await ask({
    kind: 'name',
    title: tab.entry === null ? 'Save workflow' : 'Save as',
    action: 'Save',
    name,
    check: (typed) => checkName(typed, entries),
  })
  if (answer === null) return 'left'
  const replaced = takenBy(answer, entries)
  return write(tab, {
    id: replaced?.id ?? null,
    name: replaced?.name ?? answer.trim(),
    base: null,
    overwrite: replaced !== null,
  })
}

async function write(tab: Tab, place: Place): Promise<Saved> {
  const { workflow } = tab
  const saved = renameWorkflow(place.name)(workflow)
  const isOwn = place.id === tab.entry?.id
  try {
    const entry = await host().request('workflow.save', {
      ...place,
      text: writeWorkflow(withViewport(tab.id, saved)),
      // What is replaced may have a draft of this page too, on another tab: that is not what was saved.
      by: isOwn ? page : `${page} elsewhere`,
      // What was never saved takes its runs along.
      ...(tab.entry === null && { from: { draft: tab.id, name: nameOfTab(tab).slice(0, 200) } }),
    })
    markSaved(tab.id, entry, workflow, saved)
    forgetDraft(tab.id, { workflow: saved, version: entry.version })
    // The draft of what it was before: all of it is saved now.
    if (entry.id !== keptAs(tab)) await dropDraft(keptAs(tab))
    tellWords(`${entry.name} is saved.`)
    return 'saved'
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'workflow.conflict') throw thrown
    const kind = thrown.data['version'] === null ? 'gone' : 'file'
    changeTab(tab.id, () => ({ conflict: { kind } }))
    return 'conflict'
  }
}

function refuse(tab: Tab): Saved {
  tellError(noCopyWords(nameOfTab(tab)))
  return 'left'
}
