import './viewer.css'
import { useLayoutEffect, useRef, useState } from 'react'
import { Dialog, DialogPopup, DialogTitle } from '../base/ui/Dialog.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import { useView } from '../state/use.ts'
import { show } from '../state/view.ts'
import { Pictures } from './Pictures.tsx'
import { StoryPanel } from './StoryPanel.tsx'
import { Strip } from './Strip.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useNeighbours } from './useNeighbours.ts'
import { useStory } from './useStory.ts'
import { useViewerKeys } from './useViewerKeys.ts'
import { viewerStore } from '../state/viewer/viewerStore.ts'

/** One picture over everything: to inspect it, to compare it, and to see what it was made from. Esc closes it. */
export function ViewerDialog() {
  const editor = useEditor()
  const sha256 = useView((view) => view.viewer)
  // While it closes it still has its picture, or it could not return the focus.
  const last = useRef(sha256)
  if (sha256 !== null) last.current = sha256
  return (
    <Dialog
      open={sha256 !== null}
      // Toasts are shown over it, and a click on one must not close it.
      staysOpen
      onClose={() => show(editor, { viewer: null })}
    >
      {last.current !== null && <Opened sha256={last.current} />}
    </Dialog>
  )
}

function Opened({ sha256 }: { readonly sha256: string }) {
  const popup = useRef<HTMLDivElement>(null)
  const [opener] = useState(() => document.activeElement)
  const story = useStory(sha256)
  const otherSha = usePart(viewerStore, (viewer) => viewer.other)
  const other = useStory(otherSha)
  const neighbours = useNeighbours(sha256)
  const withStory = usePart(viewerStore, (viewer) => viewer.story)
  const onKeyDown = useViewerKeys(neighbours, story)
  const shape = usePart(viewerStore, ({ compare, trail }) => `${compare} ${trail.length}`)
  // A button that disappears loses the focus: the keys must still reach the viewer.
  useLayoutEffect(() => {
    if (!popup.current?.contains(document.activeElement)) popup.current?.focus()
  }, [sha256, story, shape])
  const title = titleOf(story?.row?.nodeTitle, story?.row?.workflowName, story?.source?.name)
  const position =
    neighbours.at < 0
      ? ''
      : `, ${neighbours.at + 1} of ${neighbours.count}${neighbours.more ? ' or more' : ''}`
  const size =
    story?.media?.width === undefined ? '' : `, ${story.media.width} by ${story.media.height} pixels`
  return (
    <DialogPopup
      ref={popup}
      data-viewer
      initialFocus={popup}
      finalFocus={() => (opener instanceof HTMLElement && opener.isConnected ? opener : true)}
      className="fixed inset-0 z-45 flex flex-col bg-canvas outline-none"
      onKeyDown={onKeyDown}
    >
      <Toolbar
        story={story}
        neighbours={neighbours}
        title={<DialogTitle className="truncate font-semibold">{title}</DialogTitle>}
      />
      <p className="sr-only" aria-live="polite">{`${title}${size}${position}`}</p>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <Pictures sha256={sha256} story={story} other={other} neighbours={neighbours} />
          <Strip viewed={sha256} />
        </div>
        {withStory && <StoryPanel sha256={sha256} story={story} />}
      </div>
    </DialogPopup>
  )
}

function titleOf(node: string | undefined, workflow: string | undefined, source: string | undefined): string {
  if (node !== undefined) return workflow ? `${node} of ${workflow}` : node
  return source ?? 'Picture'
}
