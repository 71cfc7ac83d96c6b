import type { Workflow } from '#shared/document/workflow.ts'
import { host } from '../host.ts'
import { page } from './page.ts'

/** What the host has of a tab's canvas. */
export interface KnownDraft {
  /** What was kept last; null where that is to be kept again. */
  readonly workflow: Workflow | null
  /** Its version at the host; null where it has none of this page. */
  readonly version: string | null
}

const NOTHING: KnownDraft = { workflow: null, version: null }

/** By the id of the tab. */
const known = new Map<string, KnownDraft>()

export const draftOf = (tab: string): KnownDraft => known.get(tab) ?? NOTHING

export function knowDraft(tab: string, workflow: Workflow | null, version: string | null): void {
  known.set(tab, { workflow, version })
}

/** What is on the canvas is to be kept anew, whatever was kept before. */
export function forgetDraft(tab: string): void {
  known.delete(tab)
}

/** Takes a draft of this page from the host; one of another page stays. */
export async function dropDraft(id: string): Promise<void> {
  await host().request('draft.drop', { id, by: page })
}
