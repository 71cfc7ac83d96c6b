import type { KeyboardEvent } from 'react'
import { useRef, useState } from 'react'
import type { Media } from '#shared/ports/value.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { useEditor } from '../base/useEditor.ts'
import { mediaUrl } from '../base/host.ts'
import { nextIndex } from '../widgets/gridMoves.ts'
import type { Marks } from './choosing.ts'
import { columnsFor, countText, chooseButtonText, markRange, toggleMark } from './choosing.ts'
import { isEnter } from '../base/keys/isEnter.ts'
import { showKeys } from '../base/keys/keys.ts'
import { platform } from '../base/keys/platform.ts'

interface ChoosePicturesProps {
  readonly pictures: readonly Media[]
  readonly onChoose: (chosen: Marks) => void
  readonly onLeave: () => void
}

/** Shows the pictures large, to mark some of them: they are passed on in the order of marking. */
export function ChoosePictures({ pictures, onChoose, onLeave }: ChoosePicturesProps) {
  const count = pictures.length
  const { marks, toggle, extend, selectAll } = useMarks(count)
  const [at, setAt] = useState(0)
  const grid = useRef<HTMLDivElement>(null)
  const columns = columnsFor(count)
  const goOn = (): void => {
    if (marks.length > 0) onChoose(marks)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = nextIndex(event.key, at, { columns, count, page: 2 })
    if (next !== null) {
      setAt(next)
      if (event.shiftKey) extend(next)
      grid.current?.querySelectorAll<HTMLElement>('[role=option]')[next]?.focus()
    } else if (event.key === ' ') toggle(at)
    else if (isEnter(event)) goOn()
    else return
    event.preventDefault()
  }
  return (
    <div className="contents" onKeyDown={selectAll}>
      <div
        ref={grid}
        role="listbox"
        aria-label="Pictures to choose from"
        aria-multiselectable
        className="grid min-h-0 flex-1 auto-rows-[minmax(160px,1fr)] gap-3 overflow-y-auto p-4"
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
        onKeyDown={onKeyDown}
      >
        {pictures.map((picture, index) => (
          <Option
            key={`${picture.sha256} ${index}`}
            picture={picture}
            text={`Picture ${index + 1} of ${count}`}
            order={marks.indexOf(index)}
            isAt={index === at}
            large={count <= 4}
            onPress={(isRange) => {
              setAt(index)
              if (isRange) extend(index)
              else toggle(index)
            }}
          />
        ))}
      </div>
      <div className="flex shrink-0 items-center gap-3 border-t border-line px-4 py-3">
        <p className="m-0 min-w-0 flex-1 truncate text-[12px] text-dim">
          Arrow keys move, Space selects, Shift selects a range, {showKeys('Mod+A', platform.mac)} selects
          all, Enter continues.
        </p>
        <p className="m-0 shrink-0 text-[12px] tabular-nums" role="status">
          {countText(marks, count)}
        </p>
        <TextButton size="dialog" onClick={onLeave}>
          Later
        </TextButton>
        <TextButton
          needsHost
          size="dialog"
          look="main"
          keepsFocus={false}
          disabled={marks.length === 0}
          onClick={goOn}
        >
          {chooseButtonText(marks, count)}
        </TextButton>
      </div>
    </div>
  )
}

/** The marked pictures, and the ways to mark one, a range, or all. */
function useMarks(count: number) {
  const [marks, setMarks] = useState<Marks>(count === 1 ? [0] : [])
  /** Where the last picture was marked: a range begins there. */
  const from = useRef(0)
  return {
    marks,
    toggle(index: number): void {
      from.current = index
      setMarks((previous) => toggleMark(previous, index))
    },
    extend: (index: number): void => setMarks((previous) => markRange(previous, from.current, index)),
    /** Anywhere in the dialog: the keys must never select the text of the page behind. */
    selectAll(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'a') return
      setMarks((previous) => (previous.length === count ? [] : markRange(previous, 0, count - 1)))
      event.preventDefault()
      event.stopPropagation()
    },
  }
}

interface OptionProps {
  readonly picture: Media
  readonly text: string
  /** Its position among the marked ones, from 0; -1 if it is not marked. */
  readonly order: number
  readonly isAt: boolean
  /** Whether its box is larger than its thumbnail. */
  readonly large: boolean
  readonly onPress: (isRange: boolean) => void
}

function Option({ picture, text, order, isAt, large, onPress }: OptionProps) {
  const editor = useEditor()
  const isMarked = order >= 0
  return (
    <div
      role="option"
      aria-selected={isMarked}
      aria-label={isMarked ? `${text}, chosen as number ${order + 1}` : text}
      tabIndex={isAt ? 0 : -1}
      autoFocus={isAt}
      className={`relative min-h-0 cursor-pointer overflow-hidden rounded-lg border-2 bg-canvas focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent ${isMarked ? 'border-accent' : 'border-transparent hover:border-line'}`}
      onMouseDown={(event) => {
        // Shift would select the text between the two places.
        if (event.shiftKey) event.preventDefault()
      }}
      onClick={(event) => onPress(event.shiftKey)}
    >
      <img
        src={large ? mediaUrl(editor, picture.sha256) : mediaUrl(editor, picture.sha256, 512)}
        alt=""
        draggable={false}
        className="absolute inset-0 h-full w-full object-contain"
      />
      <span
        aria-hidden
        className={`absolute top-2 left-2 grid size-7 place-items-center rounded-full border-2 text-[13px] font-semibold tabular-nums ${isMarked ? 'border-accent bg-accent text-on-accent' : 'border-white/80 bg-black/45'}`}
      >
        {isMarked ? order + 1 : ''}
      </span>
    </div>
  )
}
