import { ChevronLeft, ChevronRight, ImageOff } from 'lucide-react'
import { useState } from 'react'
import type { ResultDetails } from '#shared/api/records.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { useEditor } from '../base/useEditor.ts'
import { MediaViewer } from '../media/MediaViewer.tsx'
import type { Neighbours } from './useNeighbours.ts'
import { goTo } from './useNeighbours.ts'

interface PicturesProps {
  readonly sha256: string
  readonly story: ResultDetails | null
  /** Of the picture to compare with. */
  readonly other: ResultDetails | null
  readonly neighbours: Neighbours
}

/** The viewed medium, and the ways to its neighbours. */
export function Pictures({ sha256, story, other, neighbours }: PicturesProps) {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const isGone = gone.has(sha256) || story?.gone === true
  return (
    <div className="relative flex min-h-0 flex-1">
      {story !== null &&
        (isGone || story.media === null ? (
          <GonePicture isListed={story.row !== null} />
        ) : (
          <MediaViewer
            media={story.media}
            story={story}
            other={other}
            onGone={(lost) => setGone((previous) => new Set([...previous, lost]))}
          />
        ))}
      <SideButton side="left" to={neighbours.previous} />
      <SideButton side="right" to={neighbours.next} />
    </div>
  )
}

function GonePicture({ isListed }: { readonly isListed: boolean }) {
  return (
    <div className="m-auto flex max-w-[420px] flex-col items-center gap-3 p-8 text-center text-dim">
      <ImageOff size={28} aria-hidden />
      <p>
        {isListed
          ? 'This picture is no longer in the library: its file was removed. Show it on the canvas and run that to make it again.'
          : 'The library does not have this picture. Its file was removed.'}
      </p>
    </div>
  )
}

function SideButton({ side, to }: { readonly side: 'left' | 'right'; readonly to: string | null }) {
  const editor = useEditor()
  const Icon = side === 'left' ? ChevronLeft : ChevronRight
  const label = side === 'left' ? 'Newer result' : 'Older result'
  return (
    <IconButton
      label={label}
      title={`${label} (${side === 'left' ? '←' : '→'})`}
      disabled={to === null}
      keepsFocus
      className={`absolute top-1/2 z-20 grid h-16 w-9 -translate-y-1/2 place-items-center rounded-lg bg-card/80 text-dim hover:text-ink ${side === 'left' ? 'left-2' : 'right-2'}`}
      onClick={() => goTo(editor, to)}
    >
      <Icon size={20} aria-hidden />
    </IconButton>
  )
}
