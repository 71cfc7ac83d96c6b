import { useEditor } from '../base/useEditor.ts'
import { newWorkflow } from '../state/workflows/file.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { useView } from '../state/use.ts'
import { show } from '../state/view.ts'

/** The page without an open workflow. */
export function NoTab() {
  const editor = useEditor()
  const started = useView((view) => view.started)
  if (!started) return null
  return (
    <div className="grid h-full place-content-center justify-items-center gap-3 text-dim">
      <p className="m-0">No workflow is open.</p>
      <div className="flex gap-2">
        <TextButton onClick={() => newWorkflow(editor)}>New workflow</TextButton>
        <TextButton onClick={() => show(editor, { panel: 'workflows' })}>Open a workflow</TextButton>
      </div>
    </div>
  )
}
