import { ContextMenu } from '@base-ui/react/context-menu'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { command } from '../commands/commands.ts'
import { call } from '../commands/keyboard.ts'
import { useKeys } from '../commands/useKeys.ts'
import { activeTab, select } from '../stores/tabs.ts'
import { setCanvas } from './canvasStore.ts'
import { setPointer } from './flow.ts'

type Place = 'node' | 'cable' | 'empty'

/** What can be done at a place, by command; null parts them. */
const entries: { readonly [P in Place]: readonly (string | null)[] } = {
  node: [
    'run.here',
    'run.fresh',
    null,
    'node.mute',
    'node.bypass',
    'node.collapse',
    'node.pin',
    null,
    'node.group',
    'node.tidy',
    'node.align.left',
    'node.align.top',
    'node.align.spread-down',
    null,
    'edit.copy',
    'edit.duplicate',
    'edit.delete',
  ],
  cable: ['edit.delete'],
  empty: [
    'node.add',
    'edit.paste',
    'edit.pasteConnected',
    null,
    'edit.selectAll',
    'node.tidy',
    'view.fit',
    'view.minimap',
    'view.snap',
  ],
}

/** The menu of what lies under the pointer; asking for it on a card that is not selected selects that card. */
export function Menu({ children }: { readonly children: ReactNode }) {
  const [place, setPlace] = useState<Place>('empty')
  const onOpen = (target: EventTarget | null): void => {
    const element = target instanceof Element ? target : null
    const node = element?.closest<HTMLElement>('.react-flow__node')?.dataset['id']
    const cable = element?.closest<SVGElement>('.react-flow__edge')?.dataset['id']
    setPlace(node !== undefined ? 'node' : cable !== undefined ? 'cable' : 'empty')
    if (node !== undefined && activeTab()?.selected.has(node) === false) select(new Set([node]))
    if (cable !== undefined) setCanvas({ edges: new Set([cable]) })
  }
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        className="size-full"
        onContextMenu={(event) => {
          setPointer({ x: event.clientX, y: event.clientY })
          onOpen(event.target)
        }}
      >
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="z-50">
          <ContextMenu.Popup className="floating min-w-[220px] py-1 outline-none">
            {entries[place].map((id, index) =>
              id === null ? (
                <ContextMenu.Separator key={`line ${index}`} className="my-1 h-px bg-line" />
              ) : (
                <Entry key={id} id={id} />
              ),
            )}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

function Entry({ id }: { readonly id: string }) {
  const found = command(id)
  const keys = useKeys(id)
  if (found === null) return null
  return (
    <ContextMenu.Item
      className="flex h-[28px] cursor-default items-center justify-between gap-6 px-3 outline-none data-[disabled]:opacity-40 data-[highlighted]:bg-line"
      disabled={found.enabled?.() === false}
      onClick={() => call(id)}
    >
      {found.title}
      <kbd className="font-sans text-[12px] text-dim">{keys}</kbd>
    </ContextMenu.Item>
  )
}
