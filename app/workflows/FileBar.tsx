import { CircleAlert, Lock } from 'lucide-react'
import { TextButton } from '../base/ui/TextButton.tsx'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailure } from '../base/notify.ts'
import { CanvasBar } from '../widgets/CanvasBar.tsx'
import type { Tab } from '../state/tabs.ts'
import { nameOfTab } from '../state/tabs.ts'
import { conflictTexts, resolveConflict } from '../state/workflows/conflict.ts'
import { readOnlyText } from '../state/workflows/describeReadOnly.ts'

/** A conflict that blocks saving a tab, shown over its canvas with the ways out. */
export function FileBar({ tab }: { readonly tab: Tab }) {
  const editor = useEditor()
  if (tab.readOnly)
    return (
      <CanvasBar icon={<Lock size={15} aria-hidden />} title="Read-only">
        {readOnlyText(nameOfTab(tab))}
      </CanvasBar>
    )
  if (tab.conflict === null) return null
  const { title, text, resolutions } = conflictTexts[tab.conflict.kind]
  const actions = resolutions.map(({ id, label }) => (
    <TextButton
      needsHost
      key={id}

      onClick={() => void resolveConflict(editor, tab, id).catch((thrown) => notifyFailure(editor, thrown))}
    >
      {label}
    </TextButton>
  ))
  return (
    <CanvasBar
      icon={<CircleAlert size={15} aria-hidden className="text-failed" />}
      title={title}
      actions={actions}
      urgent
    >
      {text(nameOfTab(tab))}
    </CanvasBar>
  )
}
