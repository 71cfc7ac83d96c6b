import { Plus, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useLayoutEffect, useRef, useEffect, useState } from 'react'
import { ContextMenu, ContextMenuItem, ContextMenuSeparator } from '../base/ui/ContextMenu.tsx'
import { IconButton } from '../base/ui/IconButton.tsx'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import { useDispatch } from '../base/dispatch.ts'
import { notifyFailure } from '../base/notify.ts'
import { useHint } from '../state/useKeys.ts'
import type { Tab } from '../state/tabs.ts'
import { moveTab, nameOfTab, showTab, stepTab } from '../state/tabs.ts'
import { useHostGone, useTabs } from '../state/use.ts'
import { TabMenu } from './TabMenu.tsx'
import { Marks } from './TabMarks.tsx'
import { duplicateTab } from '../state/workflows/duplicate.ts'
import { leaveTab } from '../state/workflows/leaveTab.ts'
import { renameTab } from '../state/workflows/rename.ts'
import { closeOthers, hasOthers, revealInWorkflows } from '../state/workflows/tabActs.ts'

/** The type of a tab that is dragged to another position. */
const DRAGGED_TAB = 'application/x-patchbay-tab'

const MIDDLE = 1

/** The open workflows. A middle click closes one, a drag moves it, arrows go from one to the next. */
export function TabStrip() {
  const { call } = useDispatch()
  const { tabs, active } = useTabs((state) => state)
  const strip = useRef<HTMLDivElement>(null)
  const overflows = useOverflow(strip)
  return (
    <nav className="flex min-w-0 flex-1 items-center gap-1" aria-label="Open workflows">
      <div ref={strip} className="min-w-0 overflow-x-auto [scrollbar-width:none]">
        <div className="flex w-max items-center gap-1">
          {tabs.map((tab, index) => (
            <ContextMenu key={tab.id} className="shrink-0" entries={<TabEntries tab={tab} />}>
              <TabButton tab={tab} index={index} shown={tab.id === active} />
            </ContextMenu>
          ))}
        </div>
      </div>
      {overflows && <TabMenu tabs={tabs} active={active} />}
      <IconButton
        label="New workflow"
        title={useHint('file.new', 'New workflow')}
        onClick={() => call('file.new')}
      >
        <Plus size={15} aria-hidden />
      </IconButton>
    </nav>
  )
}

interface TabButtonProps {
  readonly tab: Tab
  readonly index: number
  readonly shown: boolean
}

const leave = (editor: Editor, tab: Tab): void =>
  void leaveTab(editor, tab).catch((thrown) => notifyFailure(editor, thrown))

function onKey(editor: Editor, event: KeyboardEvent, tab: Tab): void {
  if (event.key === 'Delete') leave(editor, tab)
  else if (event.key === 'ArrowLeft') stepTab(editor, -1)
  else if (event.key === 'ArrowRight') stepTab(editor, 1)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function TabButton({ tab, index, shown }: TabButtonProps) {
  const editor = useEditor()
  const gone = useHostGone()
  const name = nameOfTab(tab)
  const frame = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    if (!shown) return
    frame.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    // The focus follows when the keys have changed the tab.
    if (document.activeElement?.closest('[data-tab]')) frame.current?.querySelector('button')?.focus()
  }, [shown])
  return (
    <span
      ref={frame}
      data-tab={tab.id}
      draggable
      className={`flex h-[30px] shrink-0 items-center rounded-md ${shown ? 'bg-raised' : 'hover:bg-line/40'}`}
      // Otherwise a middle press starts scrolling.
      onMouseDown={(event) => event.button === MIDDLE && event.preventDefault()}
      onAuxClick={(event) => event.button === MIDDLE && leave(editor, tab)}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED_TAB, tab.id)}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED_TAB) && event.preventDefault()}
      onDrop={(event) => {
        const id = event.dataTransfer.getData(DRAGGED_TAB)
        if (id === '') return
        event.preventDefault()
        moveTab(editor, id, index)
      }}
    >
      <Button
        aria-current={shown ? 'page' : undefined}
        className={`flex max-w-[220px] items-center gap-1 pr-1 pl-3 ${shown ? '' : 'text-dim'}`}
        title={name}
        onClick={() => showTab(editor, tab.id)}
        onDoubleClick={() => {
          if (!gone && !tab.readOnly) act(editor, renameTab(editor, tab))
        }}
        onKeyDown={(event) => onKey(editor, event, tab)}
      >
        <span className="truncate">{name}</span>
        <Marks tab={tab} />
      </Button>
      <IconButton
        className="grid size-6 place-items-center rounded text-dim hover:text-ink"
        label={`Close ${name}`}
        title={useHint('file.close', 'Close')}
        onClick={() => leave(editor, tab)}
      >
        <X size={13} aria-hidden />
      </IconButton>
    </span>
  )
}

const act = (editor: Editor, done: Promise<void>): void =>
  void done.catch((thrown) => notifyFailure(editor, thrown))

/** What can be done with a tab, whether it is shown or not. */
function TabEntries({ tab }: { readonly tab: Tab }) {
  const editor = useEditor()
  const gone = useHostGone()
  return (
    <>
      <ContextMenuItem disabled={gone || tab.readOnly} onClick={() => act(editor, renameTab(editor, tab))}>
        Rename…
      </ContextMenuItem>
      <ContextMenuItem disabled={tab.readOnly} onClick={() => duplicateTab(editor, tab)}>
        Duplicate
      </ContextMenuItem>
      <ContextMenuItem disabled={tab.entry === null} onClick={() => revealInWorkflows(editor, tab)}>
        Show in Workflows
      </ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem disabled={false} onClick={() => leave(editor, tab)}>
        Close
      </ContextMenuItem>
      {(['others', 'right'] as const).map((which) => (
        <ContextMenuItem
          key={which}
          disabled={!hasOthers(editor, tab, which)}
          onClick={() => act(editor, closeOthers(editor, tab, which))}
        >
          {which === 'others' ? 'Close others' : 'Close to the right'}
        </ContextMenuItem>
      ))}
    </>
  )
}

/** Whether a strip overflows. Whenever either width changes, scrolls the shown tab into view. */
function useOverflow(strip: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const { current } = strip
    if (current === null) return
    const look = (): void => {
      setOverflows(current.scrollWidth > current.clientWidth)
      const shown = current.querySelector('[aria-current=page]')?.closest('[data-tab]')
      shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
    const observer = new ResizeObserver(look)
    observer.observe(current)
    if (current.firstElementChild !== null) observer.observe(current.firstElementChild)
    return () => observer.disconnect()
  }, [strip])
  return overflows
}
