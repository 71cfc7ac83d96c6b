import { ChevronDown } from 'lucide-react'
import { Menu, MenuRadioGroup, MenuRadioItem } from '../base/ui/Menu.tsx'
import { useEditor } from '../base/useEditor.ts'
import type { Tab } from '../state/tabs.ts'
import { nameOfTab, showTab } from '../state/tabs.ts'
import { Marks } from './TabMarks.tsx'

interface TabMenuProps {
  readonly tabs: readonly Tab[]
  readonly active: string | null
}

/** All open workflows, if the strip has no room for them. */
export function TabMenu({ tabs, active }: TabMenuProps) {
  const editor = useEditor()
  return (
    <Menu
      className="max-h-[70vh] max-w-[360px] min-w-[200px] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-[var(--shadow)]"
      trigger={{
        'aria-label': 'All open workflows',
        title: 'All open workflows',
        className:
          'flex h-7 shrink-0 items-center gap-0.5 rounded-md px-1.5 text-[12px] text-dim hover:bg-line/60 hover:text-ink',
        children: (
          <>
            {tabs.length}
            <ChevronDown size={13} aria-hidden />
          </>
        ),
      }}
    >
      <MenuRadioGroup value={active} onValueChange={(id: string) => showTab(editor, id)}>
        {tabs.map((tab) => (
          <MenuRadioItem
            key={tab.id}
            value={tab.id}
            className="flex h-8 cursor-default items-center gap-1 rounded-md px-3 outline-none data-[checked]:font-medium data-[checked]:text-accent data-[highlighted]:bg-line/70"
          >
            <span className="truncate">{nameOfTab(tab)}</span>
            <Marks tab={tab} />
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
    </Menu>
  )
}
