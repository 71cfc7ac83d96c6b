import { Copy, FilePlus2, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { ExampleEntry, WorkflowEntry } from '#shared/ipc/records.ts'
import { newWorkflow, openExample } from '../commands/file.ts'
import { tell } from '../commands/run.ts'
import { host } from '../host.ts'
import { openTab } from '../stores/tabs.ts'
import { EmptyPlace, IconButton, Panel, TextButton } from './Panel.tsx'
import { formatAgo } from './words.ts'

/** Opens a kept workflow; its draft, where there is a newer one, stands on the canvas as not saved. */
export async function openKept(id: string): Promise<void> {
  const { entry, text, saved } = await host().request('workflow.open', { id })
  const read = readWorkflow(text)
  if (!read.ok) throw new Error(`${entry.name} cannot be opened: ${read.problems[0]?.message ?? ''}`)
  const before = text === saved ? read : readWorkflow(saved)
  openTab({
    id,
    entry,
    workflow: read.workflow,
    saved: before.ok ? before.workflow : null,
    readOnly: read.readOnly,
  })
}

/** Kept workflows, and the examples to begin with. */
export function WorkflowsPanel() {
  const [entries, setEntries] = useState<readonly WorkflowEntry[] | null>(null)
  const [examples, setExamples] = useState<readonly ExampleEntry[]>([])
  const load = useCallback(() => {
    host().request('workflow.list', {}).then(setEntries).catch(tell)
  }, [])
  useEffect(() => {
    load()
    host().request('example.list', {}).then(setExamples).catch(tell)
    return host().subscribe((event) => {
      if (event.type === 'workflows.changed') load()
    })
  }, [load])
  const create = (
    <IconButton label="New workflow" onClick={newWorkflow}>
      <FilePlus2 size={16} aria-hidden />
    </IconButton>
  )
  return (
    <Panel title="Workflows" actions={create}>
      <h3 className="px-3 pt-3 pb-1 text-[12px] text-dim">Kept</h3>
      {entries?.length === 0 && (
        <EmptyPlace words="Workflows that you save stand here. Open an example below, or begin with an empty one.">
          <TextButton onClick={newWorkflow}>New workflow</TextButton>
        </EmptyPlace>
      )}
      <ul>
        {entries?.map((entry) => (
          <KeptRow key={entry.id} entry={entry} onChange={load} />
        ))}
      </ul>
      <h3 className="px-3 pt-4 pb-1 text-[12px] text-dim">Examples</h3>
      <ul>
        {examples.map(({ id, name, help }) => (
          <li key={id}>
            <button
              type="button"
              className="w-full px-3 py-2 text-left hover:bg-line/40"
              onClick={() => void openExample(id).catch(tell)}
            >
              <span className="block">{name}</span>
              <span className="block text-[12px] text-dim">{help}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function KeptRow({ entry, onChange }: { readonly entry: WorkflowEntry; readonly onChange: () => void }) {
  const { id, name, savedAt, draft } = entry
  const change = (work: Promise<unknown>): void => void work.then(onChange).catch(tell)
  return (
    <li className="flex items-center gap-1 pr-3 hover:bg-line/40">
      <button
        type="button"
        className="min-w-0 flex-1 px-3 py-2 text-left"
        onClick={() => void openKept(id).catch(tell)}
      >
        <span className="block truncate">{name}</span>
        <span className="block text-[12px] text-dim">
          saved {formatAgo(savedAt, Date.now())}
          {draft && ' · not saved since'}
        </span>
      </button>
      <IconButton
        label={`Duplicate ${name}`}
        onClick={() => change(host().request('workflow.duplicate', { id }))}
      >
        <Copy size={15} aria-hidden />
      </IconButton>
      <IconButton label={`Remove ${name}`} onClick={() => change(host().request('workflow.remove', { id }))}>
        <Trash2 size={15} aria-hidden />
      </IconButton>
    </li>
  )
}
