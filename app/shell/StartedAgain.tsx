import { PlugZap } from 'lucide-react'
import type { Editor } from '../base/editor.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailure } from '../base/notify.ts'
import { downloadCopy } from '../state/workflows/download.ts'
import { hasAllOf } from '../state/workflows/saveDrafts.ts'
import type { Tab } from '../state/tabs.ts'
import { CanvasBar } from '../widgets/CanvasBar.tsx'

const TITLE = 'Patchbay was restarted'
const WAY = 'Open the new link from the terminal.'

/** Shows that the host no longer knows this page: over the open work, which stays, or alone on the page. */
export function StartedAgain({ tab }: { readonly tab: Tab | null }) {
  const editor = useEditor()
  const icon = <PlugZap size={15} aria-hidden className="text-accent" />
  if (tab !== null)
    return (
      <CanvasBar
        icon={icon}
        title={TITLE}
        urgent
        actions={
          <TextButton
            onClick={() => void downloadCopy(editor).catch((thrown) => notifyFailure(editor, thrown))}
          >
            Download a copy
          </TextButton>
        }
      >
        {WAY} {savedText(editor, tab)}
      </CanvasBar>
    )
  return (
    <main className="grid h-full place-content-center p-6">
      <section role="alert" aria-label={TITLE} className="max-w-[440px] text-center">
        <h1 className="m-0 mb-2 flex items-center justify-center gap-2 text-[15px] font-semibold">
          {icon}
          {TITLE}
        </h1>
        <p className="m-0 text-dim">{WAY} Your workflows are restored there, saved or not.</p>
      </section>
    </main>
  )
}

const savedText = (editor: Editor, tab: Tab): string =>
  hasAllOf(editor, tab)
    ? 'Your canvas is saved.'
    : 'Your edits since then exist only on this page: download a copy.'
