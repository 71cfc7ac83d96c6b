import type { Workflow } from '#shared/document/workflow.ts'
import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { page } from './page.ts'

/** What the host has of a tab's canvas. */
export interface HostDraft {
  /** The workflow that was last saved; null if it must be saved again. */
  readonly workflow: Workflow | null
  /** Its version on the host; null if this page knows no draft of it. */
  readonly version: string | null
  /** A draft or a file that the host has, with its version: only later edits need to be sent. */
  readonly sent: Sent | null
  /** Whether it came from elsewhere: while the canvas is unchanged, nothing was edited here. */
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

/** The host has the file, and no longer a draft of this page. */
export function forgetDraft(editor: Editor, tab: string, sent: Sent | null = null): void {
  editor.get(drafts).set(tab, { ...NO_DRAFT, sent })
}

/** Deletes this page's draft on the host; one of another page stays. */
export async function dropDraft(editor: Editor, id: string): Promise<void> {
  await host(editor).request('draft.drop', { id, by: editor.get(page) })
}
