import { ChevronDown, ChevronRight, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { RemovedEntry } from '#shared/api/records.ts'
import { host } from '../base/host.ts'
import { notifyFailure } from '../base/notify.ts'
import type { Editor } from '../base/editor.ts'
import { Button } from '../base/ui/Button.tsx'
import { IconButton } from '../base/ui/IconButton.tsx'
import { useEditor } from '../base/useEditor.ts'
import { formatAgo } from '../state/runs/stateLabels.ts'
import { openText } from '../state/workflows/file.ts'
import { openSaved } from '../state/workflows/openSaved.ts'

const kinds: { readonly [K in RemovedEntry['kind']]: string } = {
  removed: 'removed',
  draft: 'unsaved changes, removed',
  replaced: 'replaced by another',
}

/** Workflows that were removed or replaced: each can be looked at, and restored. */
export function Removed({ entries }: { readonly entries: readonly RemovedEntry[] }) {
  const [isOpen, setOpen] = useState(false)
  if (entries.length === 0) return null
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <section aria-label="Removed">
      <Button
        aria-expanded={isOpen}
        className="flex w-full items-center gap-1 px-3 pt-3 pb-1 text-left text-[12px] text-dim hover:text-ink"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon size={13} aria-hidden />
        {`Removed (${entries.length})`}
      </Button>
      {isOpen && (
        <ul>
          {entries.map((entry) => (
            <Row key={entry.removed} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ entry }: { readonly entry: RemovedEntry }) {
  const editor = useEditor()
  const { name, at, kind } = entry
  const attempt = (work: Promise<void>): void => void work.catch((thrown) => notifyFailure(editor, thrown))
  return (
    <li className="flex items-center gap-1 pr-3 hover:bg-line/40">
      <Button
        needsHost
        className="min-w-0 flex-1 px-3 py-2 text-left"
        title="Open a copy"
        onClick={() => attempt(openCopy(editor, entry))}
      >
        <span className="block truncate">{name}</span>
        <span className="block truncate text-[12px] text-dim">{`${kinds[kind]} ${formatAgo(at, Date.now())}`}</span>
      </Button>
      <IconButton label={`Restore ${name}`} needsHost onClick={() => attempt(restore(editor, entry))}>
        <RotateCcw size={15} aria-hidden />
      </IconButton>
    </li>
  )
}

/** What was removed stays where it is. */
async function openCopy(editor: Editor, { removed }: RemovedEntry): Promise<void> {
  const { name, text } = await host(editor).request('workflow.openRemoved', { removed })
  await openText(editor, name, text)
}

async function restore(editor: Editor, { removed }: RemovedEntry): Promise<void> {
  const { id } = await host(editor).request('workflow.restore', { removed })
  await openSaved(editor, id)
}
