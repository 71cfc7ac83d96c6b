import type { Workflow } from '#shared/document/workflow.ts'
import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { page } from './page.ts'

/** What the host has of a tab's canvas. */
export interface HostDraft {
  /** What was kept last; null where that is to be kept again. */
  readonly workflow: Workflow | null
  /** Its version at the host; null where it has no draft that this page knows. */
  readonly version: string | null
  /** A draft or a file that the host has, and its version: what was edited since need be sent alone. */
  readonly sent: Sent | null
  /** Whether it is from elsewhere: while it is on the canvas as it is, nothing was edited on it here. */
  readonly theirs: boolean
}

export interface Sent {
  readonly workflow: Workflow
  readonly version: string
}

const NO_DRAFT: HostDraft = { workflow: null, version: null, sent: null, theirs: false }

/** By the id of the tab. */
const drafts = definePart(() => new Map<string, HostDraft>())

export const draftOf = (editor: Editor, tab: string): HostDraft => editor.get(drafts).get(tab) ?? NO_DRAFT

export function updateDraft(editor: Editor, tab: string, change: Partial<HostDraft>): void {
  editor.get(drafts).set(tab, { ...draftOf(editor, tab), ...change })
}

/** The host has the file, and no draft of this page any more. */
export function forgetDraft(editor: Editor, tab: string, sent: Sent | null = null): void {
  editor.get(drafts).set(tab, { ...NO_DRAFT, sent })
}

/** Takes a draft of this page from the host; one of another page stays. */
export async function dropDraft(editor: Editor, id: string): Promise<void> {
  await host(editor).request('draft.drop', { id, by: editor.get(page) })
}
