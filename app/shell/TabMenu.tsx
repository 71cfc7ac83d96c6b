import { ChevronDown } from 'lucide-react'
import { Menu, MenuRadioGroup, MenuRadioItem, MenuRadioMark } from '../base/ui/Menu.tsx'
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
      className="max-w-[360px] min-w-[200px]"
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
          <MenuRadioItem key={tab.id} value={tab.id}>
            <MenuRadioMark />
            <span className="truncate">{nameOfTab(tab)}</span>
            <Marks tab={tab} />
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
    </Menu>
  )
}
