import { Columns2 } from 'lucide-react'
import { useState } from 'react'
import type { Media } from '#shared/ports/value.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { moreKey } from '../../state/canvas/canvasStore.ts'
import { useTab } from '../../state/useTab.ts'
import {
  Menu,
  MenuItem,
  MenuRadioGroup,
  MenuRadioItem,
  MenuRadioMark,
  MenuSeparator,
} from '../../base/ui/Menu.tsx'
import { mediaUrl } from '../../base/host.ts'
import { CompareLine } from '../../media/image/CompareLine.tsx'
import { comparePictures } from '../../state/viewer/openViewer.ts'
import type { ComparedPictures } from '../../graph/layout/comparison.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'

/** How a card shows the two pictures that it compares. */
type CompareMode = 'slider' | 'side' | 'difference'

/** A missing mode does not compile. */
const modeLabels: { readonly [M in CompareMode]: string } = {
  slider: 'Slider',
  side: 'Side by side',
  difference: 'Difference',
}

/** By tab and node, as `tab/node`; the slider by default. It is a view setting and not saved in a file. */
const compareModes = defineStore<Readonly<Record<string, CompareMode>>>(() => ({}))

const setCompareMode = (editor: Editor, key: string, mode: CompareMode): void =>
  editor.get(compareModes).setState({ [key]: mode })

interface ComparePreviewProps {
  readonly id: string
  readonly pictures: ComparedPictures
  readonly labels: readonly [string, string]
}

/** Two pictures on a card: one over the other up to a line, side by side, or their difference. It fills its frame. */
export function ComparePreview({ id, pictures: { left, right, difference }, labels }: ComparePreviewProps) {
  const editor = useEditor()
  const tab = useTab((shown) => shown.id, '')
  const key = moreKey(tab, id)
  const mode = usePart(compareModes, (modes) => modes[key] ?? 'slider')
  const [at, setAt] = useState(0.5)
  const open = (): void =>
    comparePictures(editor, left.sha256, right.sha256, mode === 'side' ? 'side' : 'slider')
  return (
    <div className="absolute inset-0" data-compare={mode} onDoubleClick={open}>
      {mode === 'slider' && (
        <>
          <Layer media={right} alt={labels[1]} clip={`inset(0 0 0 ${at * 100}%)`} />
          <Layer media={left} alt={labels[0]} clip={`inset(0 ${(1 - at) * 100}% 0 0)`} />
          <CompareLine at={at} onSlide={setAt} />
        </>
      )}
      {mode === 'side' && (
        <div className="grid h-full grid-cols-2 gap-[2px]">
          <div className="relative">
            <Layer media={left} alt={labels[0]} />
          </div>
          <div className="relative">
            <Layer media={right} alt={labels[1]} />
          </div>
        </div>
      )}
      {mode === 'difference' && <Layer media={difference} alt="Where they differ" />}
      {mode !== 'difference' &&
        labels.map((label, index) => <Label key={label} text={label} right={index === 1} />)}
      <ModeMenu mode={mode} onMode={(next) => setCompareMode(editor, key, next)} onOpen={open} />
    </div>
  )
}

interface LayerProps {
  readonly media: Media
  readonly alt: string
  readonly clip?: string
}

function Layer({ media, alt, clip }: LayerProps) {
  const editor = useEditor()
  return (
    <img
      src={mediaUrl(editor, media.sha256, 512)}
      alt={alt}
      draggable={false}
      className="absolute inset-0 h-full w-full object-contain"
      style={clip === undefined ? undefined : { clipPath: clip }}
    />
  )
}

function Label({ text, right }: { readonly text: string; readonly right: boolean }) {
  return (
    <span
      aria-hidden
      className={`pointer-events-none absolute top-2 rounded-md bg-black/65 px-2 py-[2px] text-[12px] text-white ${right ? 'right-2' : 'left-2'}`}
    >
      {text}
    </span>
  )
}

interface ModeMenuProps {
  readonly mode: CompareMode
  readonly onMode: (mode: CompareMode) => void
  readonly onOpen: () => void
}

// The cast: a record's keys are those of its type.
const modes = Object.keys(modeLabels) as readonly CompareMode[]

function ModeMenu({ mode, onMode, onOpen }: ModeMenuProps) {
  return (
    <Menu
      className="min-w-[180px]"
      trigger={{
        'aria-label': `Compare: ${modeLabels[mode]}`,
        title: 'How to compare',
        className:
          'nodrag absolute right-2 bottom-2 z-20 grid size-7 cursor-pointer place-items-center rounded-md bg-black/65 text-white hover:bg-black/85',
        onDoubleClick: (event) => event.stopPropagation(),
        children: <Columns2 size={14} aria-hidden />,
      }}
    >
      <MenuRadioGroup value={mode} onValueChange={onMode}>
        {modes.map((one) => (
          <MenuRadioItem key={one} value={one}>
            <MenuRadioMark />
            {modeLabels[one]}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuItem onClick={onOpen}>
        <span className="w-4 shrink-0" />
        Open in the viewer
      </MenuItem>
    </Menu>
  )
}
