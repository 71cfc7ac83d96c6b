import { Trash2 } from 'lucide-react'
import { Button } from '../base/ui/Button.tsx'
import type { Editor } from '../base/editor.ts'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailure } from '../base/notify.ts'
import type { UnsavedDraft } from '../state/workflows/openSaved.ts'
import { openDraft } from '../state/workflows/openSaved.ts'
import { host } from '../base/host.ts'
import { showDialog } from '../base/showDialog.ts'
import { IconButton } from '../base/ui/IconButton.tsx'

interface UnsavedProps {
  readonly drafts: readonly UnsavedDraft[]
  readonly onChange: () => void
}

/** A workflow that was closed without being saved: it can be opened again or deleted. */
export function Unsaved({ drafts, onChange }: UnsavedProps) {
  const editor = useEditor()
  if (drafts.length === 0) return null
  return (
    <section aria-label="Never saved">
      <h3 className="px-3 pt-3 pb-1 text-[12px] text-dim">Never saved</h3>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.id} className="flex items-center gap-1 pr-3 hover:bg-line/40">
            <Button
              className="min-w-0 flex-1 truncate px-3 py-2 text-left"
              onClick={() => open(editor, draft)}
            >
              {draft.name}
            </Button>
            <IconButton
              label={`Delete ${draft.name}`}
              needsHost
              onClick={() =>
                void throwAway(editor, draft)
                  .then(onChange)
                  .catch((thrown) => notifyFailure(editor, thrown))
              }
            >
              <Trash2 size={15} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

function open(editor: Editor, draft: UnsavedDraft): void {
  openDraft(editor, draft).catch((thrown) => notifyFailure(editor, thrown))
}

async function throwAway(editor: Editor, { id, name }: UnsavedDraft): Promise<void> {
  const answer = await showDialog(editor, {
    kind: 'choice',
    title: `Delete ${name}?`,
    message: 'This draft was never saved. Deleting it is final.',
    choices: [{ id: 'throw', label: 'Delete', weight: 'danger' }],
  })
  if (answer === 'throw') await host(editor).request('draft.drop', { id })
}
