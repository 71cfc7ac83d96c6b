import { FilePlus2, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { TextField } from '../base/ui/TextField.tsx'
import { useEditor } from '../base/useEditor.ts'
import { useDispatch } from '../base/dispatch.ts'
import { newWorkflow } from '../state/workflows/file.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { TextButton } from '../base/ui/TextButton.tsx'
import { EmptyState, Panel } from '../widgets/Panel.tsx'
import { WorkflowRow } from './WorkflowRow.tsx'
import { matchesSearch, listed } from './listed.ts'
import { Removed } from './Removed.tsx'
import { Templates } from './Templates.tsx'
import { Unsaved } from './Unsaved.tsx'
import { useWorkflows } from './useWorkflows.ts'

/** Saved workflows, unsaved ones, and templates to start from. */
export function WorkflowsPanel() {
  const editor = useEditor()
  const [search, setSearch] = useState('')
  const { entries, drafts, examples, removed, load } = useWorkflows()
  const shownEntries = entries === null ? null : listed(entries, search)
  const unsaved = drafts.filter(({ name }) => matchesSearch(name, search))
  const templates = examples.filter(({ name, help }) => matchesSearch(`${name} ${help}`, search))
  const finds = (shownEntries?.length ?? 0) + unsaved.length + templates.length > 0
  return (
    <Panel title="Workflows" actions={<Actions />}>
      <div className="sticky top-0 z-10 bg-card p-3 pb-1">
        <TextField
          type="search"
          aria-label="Search workflows"
          placeholder="Search workflows"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <Unsaved drafts={unsaved} onChange={load} />
      {entries?.length === 0 && search === '' && (
        <EmptyState text="Your saved workflows appear here. Start from a template or an empty canvas.">
          <TextButton onClick={() => newWorkflow(editor)}>New workflow</TextButton>
        </EmptyState>
      )}
      {shownEntries !== null && shownEntries.length > 0 && (
        <section aria-label="Saved">
          <h3 className="px-3 pt-3 pb-1 text-[12px] text-dim">Saved</h3>
          <ul>
            {shownEntries.map((entry) => (
              <WorkflowRow key={entry.id} entry={entry} entries={entries ?? []} />
            ))}
          </ul>
        </section>
      )}
      <Removed entries={removed.filter(({ name }) => matchesSearch(name, search))} />
      <Templates examples={templates} />
      {entries !== null && !finds && search !== '' && (
        <p className="px-3 py-2 text-dim">No matching workflows.</p>
      )}
    </Panel>
  )
}

function Actions() {
  const editor = useEditor()
  const { call } = useDispatch()
  return (
    <>
      <IconButton label="Open a file" onClick={() => call('file.openFile')}>
        <FolderOpen size={16} aria-hidden />
      </IconButton>
      <IconButton label="New workflow" onClick={() => newWorkflow(editor)}>
        <FilePlus2 size={16} aria-hidden />
      </IconButton>
    </>
  )
}
