import { Menu } from '@base-ui/react/menu'
import { ChevronDown } from 'lucide-react'
import { useEditor } from '../base/useEditor.ts'
import type { Tab } from '../state/tabs.ts'
import { nameOfTab, showTab } from '../state/tabs.ts'
import { Marks } from './TabMarks.tsx'

interface TabMenuProps {
  readonly tabs: readonly Tab[]
  readonly active: string | null
}

/** All open workflows, where the strip has no room for them. */
export function TabMenu({ tabs, active }: TabMenuProps) {
  const editor = useEditor()
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label="All open workflows"
        title="All open workflows"
        className="flex h-7 shrink-0 items-center gap-0.5 rounded-md px-1.5 text-[12px] text-dim hover:bg-line/60 hover:text-ink"
      >
        {tabs.length}
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-40">
          <Menu.Popup className="max-h-[70vh] max-w-[360px] min-w-[200px] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-[var(--shadow)]">
            <Menu.RadioGroup value={active} onValueChange={(id: string) => showTab(editor, id)}>
              {tabs.map((tab) => (
                <Menu.RadioItem
                  key={tab.id}
                  value={tab.id}
                  closeOnClick
                  className="flex h-8 cursor-default items-center gap-1 rounded-md px-3 outline-none data-[checked]:font-medium data-[checked]:text-accent data-[highlighted]:bg-line/70"
                >
                  <span className="truncate">{nameOfTab(tab)}</span>
                  <Marks tab={tab} />
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
