import { Check, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Editor } from '../base/editor.ts'
import type { Dispatcher } from '../base/dispatch.ts'
import { useEditor } from '../base/useEditor.ts'
import { useDispatch } from '../base/dispatch.ts'
import {
  ContextMenu,
  ContextMenuItem,
  ContextMenuSeparator,
  ContextSubmenu,
} from '../base/ui/ContextMenu.tsx'
import { acceptsText } from '../base/keys/acceptsText.ts'
import { useKeys } from '../state/useKeys.ts'
import { activeTab, select } from '../state/tabs.ts'
import { setCanvas } from '../state/canvas/canvasStore.ts'
import { setPointer } from '../graph/reactFlow.ts'
import type { MenuEntry, MenuTarget } from './menuEntries.ts'
import { menuEntries } from './menuEntries.ts'

/** Selects the target of the menu and returns what it is. */
function choose(editor: Editor, target: EventTarget | null): MenuTarget {
  const element = target instanceof Element ? target : null
  const node = element?.closest<HTMLElement>('.react-flow__node')?.dataset['id']
  const cable = element?.closest<SVGElement>('.react-flow__edge')?.dataset['id']
  if (node !== undefined && activeTab(editor)?.selected.has(node) === false) select(editor, new Set([node]))
  if (cable !== undefined) setCanvas(editor, { edges: new Set([cable]) })
  if (node === undefined) return cable === undefined ? 'empty' : 'cable'
  return activeTab(editor)?.workflow.groups?.some(({ id }) => id === node) === true ? 'group' : 'node'
}

/** The context menu at the pointer; opening it on a card that is not selected selects that card. */
export function Menu({ children }: { readonly children: ReactNode }) {
  const editor = useEditor()
  const [target, setTarget] = useState<MenuTarget>('empty')
  return (
    <ContextMenu
      className="size-full"
      entries={<Entries of={menuEntries[target]} />}
      onContextMenu={(event) => {
        // A text field keeps the menu of the system, which knows spelling.
        if (acceptsText(event.target)) return event.preventBaseUIHandler()
        setPointer(editor, { x: event.clientX, y: event.clientY })
        setTarget(choose(editor, event.target))
      }}
    >
      {children}
    </ContextMenu>
  )
}

function Entries({ of }: { readonly of: readonly MenuEntry[] }) {
  return of.map((entry, index) =>
    entry === null ? (
      <ContextMenuSeparator key={`line ${index}`} />
    ) : typeof entry === 'string' ? (
      <Entry key={entry} id={entry} />
    ) : (
      <Under key={entry.label} label={entry.label} of={entry.of} />
    ),
  )
}

const canDo = ({ find, isEnabled }: Dispatcher, id: string): boolean => {
  const found = find(id)
  return found === null || isEnabled(found)
}

function Under({ label, of }: { readonly label: string; readonly of: readonly string[] }) {
  const dispatcher = useDispatch()
  const isIdle = of.every((id) => !canDo(dispatcher, id))
  return (
    <ContextSubmenu
      label={
        <>
          <Mark />
          <span className="flex-1">{label}</span>
          <ChevronRight size={14} className="text-dim" aria-hidden="true" />
        </>
      }
      disabled={isIdle}
      entries={<Entries of={of} />}
    />
  )
}

function Entry({ id }: { readonly id: string }) {
  const editor = useEditor()
  const { find, isEnabled, call } = useDispatch()
  const found = find(id)
  const keys = useKeys(id)
  if (found === null) return null
  const { title, isOn } = found
  const disabled = !isEnabled(found)
  const on = isOn === undefined || disabled ? false : isOn(editor)
  return (
    <ContextMenuItem
      disabled={disabled}
      checked={isOn === undefined ? undefined : on}
      onClick={() => call(id)}
    >
      <Mark on={on} />
      <span className="flex-1">{title}</span>
      <kbd className="pl-4 font-sans text-[12px] text-dim">{keys}</kbd>
    </ContextMenuItem>
  )
}

const Mark = ({ on = false }: { readonly on?: boolean }) => (
  <span className="w-[14px] shrink-0">{on && <Check size={14} aria-hidden="true" />}</span>
)
