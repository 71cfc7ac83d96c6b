import { useCallback, useEffect, useState } from 'react'
import type { RemovedEntry, WorkflowEntry } from '#shared/api/records.ts'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailedLoad } from '../base/notify.ts'
import type { UnsavedDraft } from '../state/workflows/openSaved.ts'
import { host } from '../base/host.ts'
import { useHostGone, useTabs } from '../state/use.ts'
import { useExamples } from '../state/workflows/useExamples.ts'

/** The host's list of workflows. `entries` is null until it is loaded. */
export function useWorkflows() {
  const editor = useEditor()
  const [entries, setEntries] = useState<readonly WorkflowEntry[] | null>(null)
  const [drafts, setDrafts] = useState<readonly UnsavedDraft[]>([])
  const [removed, setRemoved] = useState<readonly RemovedEntry[]>([])
  const examples = useExamples()
  // A closed tab becomes a draft that is listed; an opened one is no longer listed.
  const open = useTabs(({ tabs }) => tabs.map(({ id }) => id).join('\n'))
  const load = useCallback(() => {
    host(editor)
      .request('workflow.list', {})
      .then(setEntries)
      .catch((thrown) => notifyFailedLoad(editor, thrown))
    host(editor)
      .request('workflow.listRemoved', {})
      .then(setRemoved)
      .catch((thrown) => notifyFailedLoad(editor, thrown))
    host(editor)
      .request('draft.list', {})
      .then(setDrafts)
      .catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor])
  const gone = useHostGone()
  useEffect(() => {
    if (!gone) load()
  }, [load, open, gone])
  useEffect(
    () =>
      host(editor).subscribe((event) => {
        if (event.type === 'workflows.changed') load()
      }),
    [editor, load],
  )
  const shown = new Set(open.split('\n'))
  return { entries, drafts: drafts.filter(({ id }) => !shown.has(id)), examples, removed, load }
}
