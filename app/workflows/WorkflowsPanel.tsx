import { FilePlus2, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { useDispatch } from '../base/dispatch.ts'
import { newWorkflow } from '../state/workflows/file.ts'
import { EmptyPlace, IconButton, Panel, TextButton } from '../widgets/Panel.tsx'
import { KeptRow } from './KeptRow.tsx'
import { goesWith, listed } from './listed.ts'
import { Templates } from './Templates.tsx'
import { Unsaved } from './Unsaved.tsx'
import { useWorkflows } from './useWorkflows.ts'

/** Kept workflows, what was never saved, and templates to begin with. */
export function WorkflowsPanel() {
  const [search, setSearch] = useState('')
  const { entries, drafts, examples, load } = useWorkflows()
  const kept = entries === null ? null : listed(entries, search)
  const unsaved = drafts.filter(({ name }) => goesWith(name, search))
  const templates = examples.filter(({ name, help }) => goesWith(`${name} ${help}`, search))
  const finds = (kept?.length ?? 0) + unsaved.length + templates.length > 0
  return (
    <Panel title="Workflows" actions={<Actions />}>
      <div className="sticky top-0 z-10 bg-card p-3 pb-1">
        <input
          type="search"
          aria-label="Search workflows"
          placeholder="Search workflows"
          className="h-8 w-full rounded-md border border-line bg-canvas px-2"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <Unsaved drafts={unsaved} onChange={load} />
      {entries?.length === 0 && search === '' && (
        <EmptyPlace words="Workflows that you save stand here. Open a template below, or begin with an empty one.">
          <TextButton onClick={newWorkflow}>New workflow</TextButton>
        </EmptyPlace>
      )}
      {kept !== null && kept.length > 0 && (
        <section aria-label="Saved">
          <h3 className="px-3 pt-3 pb-1 text-[12px] text-dim">Saved</h3>
          <ul>
            {kept.map((entry) => (
              <KeptRow key={entry.id} entry={entry} entries={entries ?? []} />
            ))}
          </ul>
        </section>
      )}
      <Templates examples={templates} />
      {entries !== null && !finds && search !== '' && (
        <p className="px-3 py-2 text-dim">No workflow goes with these words.</p>
      )}
    </Panel>
  )
}

function Actions() {
  const { call } = useDispatch()
  return (
    <>
      <IconButton label="Open a file" onClick={() => call('file.openFile')}>
        <FolderOpen size={16} aria-hidden />
      </IconButton>
      <IconButton label="New workflow" onClick={newWorkflow}>
        <FilePlus2 size={16} aria-hidden />
      </IconButton>
    </>
  )
}
