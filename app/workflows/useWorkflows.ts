import { useCallback, useEffect, useState } from 'react'
import type { ExampleEntry, WorkflowEntry } from '#shared/api/records.ts'
import { notifyFailedLoad } from '../base/notify.ts'
import type { UnsavedDraft } from '../state/workflows/openSaved.ts'
import { host } from '../base/host.ts'
import { useHostGone, useTabs } from '../state/use.ts'

/** What the host keeps, as it is now. `entries` is null until that is known. */
export function useWorkflows() {
  const [entries, setEntries] = useState<readonly WorkflowEntry[] | null>(null)
  const [drafts, setDrafts] = useState<readonly UnsavedDraft[]>([])
  const [examples, setExamples] = useState<readonly ExampleEntry[]>([])
  // What is closed becomes a draft that is listed, what is opened is one no more.
  const open = useTabs(({ tabs }) => tabs.map(({ id }) => id).join('\n'))
  const load = useCallback(() => {
    host().request('workflow.list', {}).then(setEntries).catch(notifyFailedLoad)
    host().request('draft.list', {}).then(setDrafts).catch(notifyFailedLoad)
  }, [])
  const gone = useHostGone()
  useEffect(() => {
    if (!gone) load()
  }, [load, open, gone])
  useEffect(() => {
    if (!gone) host().request('example.list', {}).then(setExamples).catch(notifyFailedLoad)
    return host().subscribe((event) => {
      if (event.type === 'workflows.changed') load()
    })
  }, [load, gone])
  const shown = new Set(open.split('\n'))
  return { entries, drafts: drafts.filter(({ id }) => !shown.has(id)), examples, load }
}
