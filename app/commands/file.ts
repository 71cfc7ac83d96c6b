import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { newId } from '../canvas/acts/ids.ts'
import { host } from '../host.ts'
import { tellError, tellWords } from '../shell/toast.ts'
import { activeTab, markSaved, openEmpty, openTab } from '../stores/tabs.ts'

export const newWorkflow = (): void => openEmpty(`draft-${newId()}`)

/** Saves what is on the canvas; `anew` under another name, beside what it was opened from. */
export async function saveWorkflow(anew = false): Promise<void> {
  const tab = activeTab()
  if (tab === null || tab.readOnly) return
  const { workflow } = tab
  const name = workflow.name ?? tab.entry?.name ?? 'Untitled'
  const entry = await host().request('workflow.save', {
    id: anew ? null : (tab.entry?.id ?? null),
    name: anew ? `${name} copy` : name,
    text: writeWorkflow(workflow),
    base: anew ? null : (tab.entry?.version ?? null),
    overwrite: false,
  })
  markSaved(tab.id, entry, workflow)
  tellWords(`${entry.name} is saved.`)
}

/** Opens a workflow's text in a tab of its own; says what is wrong where it cannot be read. */
export function openText(name: string, text: string): void {
  const read = readWorkflow(text)
  if (!read.ok) {
    tellError(`${name} cannot be opened: ${read.problems[0]?.message ?? 'it is no workflow'}.`)
    return
  }
  openTab({
    id: `draft-${newId()}`,
    entry: null,
    workflow: { ...read.workflow, name: read.workflow.name ?? name },
    saved: null,
    readOnly: read.readOnly,
  })
}

export async function openExample(id: string): Promise<void> {
  const { name, text } = await host().request('example.open', { id })
  openText(name, text)
}
