import { Maximize2, Minimize2, Play } from 'lucide-react'
import { useEffect } from 'react'
import { useEditor, usePart } from '../base/useEditor.ts'
import { useDispatch } from '../base/dispatch.ts'
import { notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import { Button } from '../base/ui/Button.tsx'
import { everything, galleryStore, showWide } from '../state/results/gallery.ts'
import { useHostGone } from '../state/use.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { TextButton } from '../base/ui/TextButton.tsx'
import { EmptyState, Panel } from '../widgets/Panel.tsx'
import { Filters } from './Filters.tsx'
import { loadNewest, searchResults } from '../state/results/loadResults.ts'
import { ResultGrid } from './ResultGrid.tsx'
import { SelectionBar } from './SelectionBar.tsx'

/** Every picture that was made, newest first. */
export function ResultsPanel() {
  const editor = useEditor()
  const query = usePart(galleryStore, (gallery) => gallery.query)
  const rows = usePart(galleryStore, (gallery) => gallery.rows)
  const waiting = usePart(galleryStore, (gallery) => gallery.waiting)
  const wide = usePart(galleryStore, (gallery) => gallery.wide)
  const gone = useHostGone()
  useEffect(() => {
    if (gone) return
    const { query: lastQuery, rows: loaded } = editor.get(galleryStore).getState()
    // Results from an earlier load are shown immediately and then updated.
    ;(loaded === null ? searchResults(editor, lastQuery) : loadNewest(editor, true)).catch((thrown) =>
      notifyFailedLoad(editor, thrown),
    )
  }, [editor, gone])
  const { kind, starred, ...narrower } = query
  const filtered =
    kind !== 'all' || starred || Object.values(narrower).some((value) => value !== null && value !== '')
  return (
    <Panel
      title="Results"
      wide={wide}
      actions={
        <IconButton
          label={wide ? 'Show beside the canvas' : 'Fill the window'}
          pressed={wide}
          onClick={() => showWide(editor, !wide)}
        >
          {wide ? <Minimize2 size={15} aria-hidden /> : <Maximize2 size={15} aria-hidden />}
        </IconButton>
      }
    >
      <div className="flex h-full flex-col">
        {(filtered || rows === null || rows.length > 0) && <Filters query={query} />}
        <div className="relative min-h-0 flex-1">
          {rows?.length === 0 && (filtered ? <NoMatches /> : <NoResults />)}
          {rows !== null && rows.length > 0 && <ResultGrid rows={rows} />}
          {waiting > 0 && <NewOnes waiting={waiting} />}
        </div>
        <SelectionBar />
      </div>
    </Panel>
  )
}

function NoResults() {
  const { call } = useDispatch()
  return (
    <EmptyState text="Every picture that your runs make appears here, with its history.">
      <TextButton needsHost onClick={() => call('run.all')}>
        <span className="flex items-center gap-2">
          <Play size={13} aria-hidden />
          Run the workflow
        </span>
      </TextButton>
    </EmptyState>
  )
}

function NoMatches() {
  const editor = useEditor()
  return (
    <EmptyState text="No matching results.">
      <TextButton
        needsHost
        onClick={() =>
          void searchResults(editor, everything).catch((thrown) => notifyFailure(editor, thrown))
        }
      >
        Show all
      </TextButton>
    </EmptyState>
  )
}

function NewOnes({ waiting }: { readonly waiting: number }) {
  const editor = useEditor()
  return (
    <Button
      needsHost
      className="absolute top-2 left-1/2 h-7 -translate-x-1/2 rounded-full bg-accent px-3 text-on-accent shadow-[var(--shadow)] hover:brightness-110"
      onClick={() => void loadNewest(editor, true).catch((thrown) => notifyFailure(editor, thrown))}
    >
      {waiting === 1 ? 'Show 1 new result' : `Show ${waiting} new results`}
    </Button>
  )
}
