import type { ReactNode } from 'react'
import { useEffect } from 'react'
import type { Media } from '#shared/ports/value.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { Size } from '../../state/viewer/geometry.ts'
import { frameOf, within } from '../../state/viewer/geometry.ts'
import { Layer } from './Layer.tsx'
import { usePane } from './usePane.ts'
import { fitPicture, setShownPane, showWhole } from './zoomActs.ts'
import { viewerStore } from '../../state/viewer/viewerStore.ts'

/** From this many screen pixels per picture pixel on, pixels are shown unsmoothed. */
const CRISP = 2

interface ViewerPaneProps {
  /** The size of the frame, from the viewed picture; the other one is fitted into it. */
  readonly frame: Size
  readonly layers: readonly PaneLayer[]
  /** Describes the view for screen readers. */
  readonly label: string
  readonly children?: ReactNode
  readonly onGone: (sha256: string) => void
}

export interface PaneLayer {
  readonly media: Media
  readonly alt: string
  readonly clip?: string
}

/**
 * The area with the pictures, one over the other: the wheel zooms, a drag pans, a double-click toggles between fit and
 * 100 %.
 */
export function ViewerPane({ frame, layers, label, children, onGone }: ViewerPaneProps) {
  const editor = useEditor()
  const { element, size: room, view, gestures } = usePane(frame)
  useEffect(() => setShownPane(editor, room, frame), [editor, room, frame])
  const rect = room === null || view === null ? null : frameOf(view, room, frame)
  return (
    <div
      ref={element}
      role="group"
      aria-label={label}
      tabIndex={-1}
      data-zoom={view === null ? undefined : Math.round(view.zoom * window.devicePixelRatio * 100)}
      className="relative min-w-0 flex-1 cursor-grab touch-none overflow-hidden outline-none active:cursor-grabbing"
      onDoubleClick={() =>
        editor.get(viewerStore).getState().view === null ? showWhole(editor) : fitPicture(editor)
      }
      {...gestures}
    >
      {rect !== null &&
        layers.map(({ media, ...layer }, index) => {
          const size = sizeOf(media) ?? frame
          const own = within(rect, size)
          return (
            <Layer
              key={index}
              media={media}
              rect={own}
              crisp={(own.width / size.width) * window.devicePixelRatio > CRISP}
              {...layer}
              onGone={() => onGone(media.sha256)}
            />
          )
        })}
      {children}
    </div>
  )
}

export const sizeOf = ({ width, height }: Media): Size | null =>
  width === undefined || height === undefined ? null : { width, height }
