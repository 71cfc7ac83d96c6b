import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { Point } from '../../base/geometry.ts'
import { isEnter, isEscape } from '../../base/keys/isEnter.ts'

interface Item {
  readonly id: string
  readonly label: string
  readonly content: ReactNode
  /** Cannot be chosen now. */
  readonly disabled?: boolean
  /** The heading that it is under. Those of one group follow each other. */
  readonly group?: string
}

interface ListBoxProps {
  /** Position in the window; the box is kept inside of it. Null: it is part of the page, and lists what is searched for. */
  readonly at: Point | null
  readonly size?: { readonly width: number; readonly height: number }
  readonly label: string
  readonly placeholder: string
  /** The entries that match a search. */
  readonly find: (query: string) => readonly Item[]
  /** Called with each search, if the entries are searched elsewhere; `pending` until they are those of the last one. */
  readonly onQuery?: (query: string) => void
  readonly pending?: boolean
  readonly empty: string
  /** A line above the entries. */
  readonly note?: string | null
  /** What is shown below the list of the current entry. */
  readonly preview?: (id: string) => ReactNode
  readonly onChoose: (id: string) => void
  readonly onClose: () => void
}

const BOX = { width: 320, height: 360 }

/** A field with a list below it, operated with the arrows and Enter. Floats at a position in the window, or is inline. */
export function ListBox(props: ListBoxProps) {
  const { at, size = BOX, label, placeholder, find, onChoose, onClose } = props
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  // Computed while rendering: the field takes the focus as soon as it is mounted.
  const [before] = useState(() => document.activeElement)
  const listId = useId()
  const items = find(query)
  const current = Math.min(chosen, items.length - 1)
  const enter = useEnter(items, props.pending ?? false, (item) => {
    if (item !== undefined && item.disabled !== true) onChoose(item.id)
  })

  useAway(box, onClose)
  const isOpen = at !== null || query.trim() !== ''

  useEffect(() => {
    box.current?.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current, query])

  const leave = (): void => {
    onClose()
    if (at === null) field.current?.blur()
    else if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setChosen((current + step + items.length) % Math.max(1, items.length))
    else if (isEnter(event)) enter.press(items[current])
    else if (isEscape(event)) leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={box}
      role={at === null ? 'search' : 'dialog'}
      aria-label={label}
      className={`flex flex-col ${at === null ? 'rounded-lg border border-line bg-card' : 'floating fixed z-50'}`}
      style={at === null ? { maxHeight: size.height } : placed(at, size)}
      onKeyDown={onKeyDown}
    >
      <input
        ref={field}
        className={`h-[40px] shrink-0 rounded-t-lg border-0 bg-transparent px-3 ${isOpen ? 'border-b border-line' : ''} ${at === null ? '' : 'outline-none'}`}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={items[current] === undefined ? undefined : `${listId}-${current}`}
        aria-label={label}
        placeholder={placeholder}
        value={query}
        autoFocus={at !== null}
        onChange={(event) => {
          setQuery(event.target.value)
          props.onQuery?.(event.target.value)
          setChosen(0)
          enter.forget()
        }}
      />
      {isOpen && <Found {...props} listId={listId} items={items} current={current} onPoint={setChosen} />}
    </div>
  )
}

const placed = ({ x, y }: Point, { width, height }: { readonly width: number; readonly height: number }) => ({
  left: Math.max(8, Math.min(x, window.innerWidth - width - 8)),
  top: Math.max(8, Math.min(y, window.innerHeight - height - 8)),
  width,
  maxHeight: height,
})

/** Enter chooses an entry. Pressed before the entries of a search have arrived, it chooses the first of them then. */
function useEnter(
  items: readonly Item[],
  pending: boolean,
  choose: (item: Item | undefined) => void,
): { readonly press: (item: Item | undefined) => void; readonly forget: () => void } {
  const [waits, setWaits] = useState(false)
  const chooseFirst = useEffectEvent(() => {
    setWaits(false)
    choose(items[0])
  })
  useEffect(() => {
    if (waits && !pending) chooseFirst()
  }, [waits, pending])
  return {
    press(item) {
      if (pending) setWaits(true)
      else choose(item)
    },
    forget: () => setWaits(false),
  }
}

/** Calls back at a press outside of a box. */
function useAway(box: RefObject<HTMLElement | null>, onAway: () => void): void {
  useEffect(() => {
    const away = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) onAway()
    }
    document.addEventListener('pointerdown', away, true)
    return () => document.removeEventListener('pointerdown', away, true)
  }, [box, onAway])
}

/** What is below the field: a note, the entries, and the preview of the current one. */
function Found(props: OptionsProps & Pick<ListBoxProps, 'note' | 'preview'>) {
  const { note = null, preview, items, current } = props
  const item = items[current]
  return (
    <>
      {note !== null && (
        <p role="note" className="m-0 shrink-0 border-b border-line px-3 py-2 text-dim">
          {note}
        </p>
      )}
      <Options {...props} />
      {item !== undefined && preview?.(item.id)}
    </>
  )
}

interface OptionsProps extends Pick<ListBoxProps, 'label' | 'empty' | 'onChoose'> {
  /** The prefix of each option's id. */
  readonly listId: string
  readonly items: readonly Item[]
  readonly current: number
  readonly onPoint: (index: number) => void
}

function Options({ items, listId, label, empty, ...rest }: OptionsProps) {
  const groups = [...Map.groupBy(items.entries(), ([, { group = '' }]) => group)]
  return (
    <div id={listId} role="listbox" aria-label={label} className="min-h-0 flex-1 overflow-auto py-1">
      {groups.map(([group, entries]) => {
        const options = entries.map(([index, item]) => (
          <Option key={`${group} ${item.id}`} {...rest} listId={listId} item={item} index={index} />
        ))
        return group === '' ? (
          options
        ) : (
          <div key={group} role="group" aria-label={group}>
            <div aria-hidden="true" className="px-3 pt-2 pb-1 text-[12px] text-dim">
              {group}
            </div>
            {options}
          </div>
        )
      })}
      {items.length === 0 && <p className="m-0 px-3 py-2 text-dim">{empty}</p>}
    </div>
  )
}

interface OptionProps extends Pick<OptionsProps, 'listId' | 'current' | 'onPoint' | 'onChoose'> {
  readonly item: Item
  readonly index: number
}

function Option({ listId, item, index, current, onPoint, onChoose }: OptionProps) {
  const { id, label, content, disabled = false } = item
  return (
    <div
      id={`${listId}-${index}`}
      role="option"
      aria-selected={index === current}
      aria-label={label}
      aria-disabled={disabled}
      data-index={index}
      className={`flex min-h-[32px] cursor-default items-center gap-2 px-3 ${index === current ? 'bg-line' : ''} ${disabled ? 'opacity-40' : ''}`}
      onPointerMove={() => onPoint(index)}
      onClick={() => {
        if (!disabled) onChoose(id)
      }}
    >
      {content}
    </div>
  )
}
