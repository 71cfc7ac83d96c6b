import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { newId } from '../../base/ids.ts'
import { host } from '../../base/host.ts'
import type { Tab } from '../tabs.ts'
import { nameOfTab } from '../tabs.ts'
import { withViewport } from '../viewports.ts'
import { dropDraft } from './drafts.ts'
import { page } from './page.ts'

/** What is on a canvas whose draft another window has changed too, kept as a draft of its own until that is settled. */
interface Aside {
  readonly id: string
  /** What was kept of it last. */
  workflow: Workflow | null
}

/** By the id of the tab. */
const asides = new Map<string, Aside>()

export const asideName = (name: string): string => `${name} (other window)`

/** Under which id what is on this canvas is kept aside; null where it need not be. */
export function asideId(tab: Tab): string | null {
  if (tab.conflict?.kind !== 'window') return null
  const known = asides.get(tab.id)
  if (known !== undefined) return known.id
  const id = `draft-${newId()}`
  asides.set(tab.id, { id, workflow: null })
  return id
}

/** Whether all that is on a canvas in such a conflict is kept aside. */
export const isAside = (tab: Tab): boolean => asides.get(tab.id)?.workflow === tab.workflow

/** Rejects as the host does. */
export async function keepAside(tab: Tab): Promise<void> {
  const id = asideId(tab)
  if (id === null) return
  const { workflow } = tab
  const name = asideName(nameOfTab(tab))
  const text = writeWorkflow(withViewport(tab.id, renameWorkflow(name)(workflow)))
  await host().request('draft.keep', { id, name, text, base: null, by: page })
  const aside = asides.get(tab.id)
  if (aside !== undefined) aside.workflow = workflow
}

/** It is settled: what was kept aside is not needed any more. Rejects as the host does. */
export async function dropAside(tab: string): Promise<void> {
  const aside = asides.get(tab)
  asides.delete(tab)
  if (aside !== undefined) await dropDraft(aside.id)
}
