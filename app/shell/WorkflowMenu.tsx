import { ChevronDown } from 'lucide-react'
import { Menu, MenuSeparator } from '../base/ui/Menu.tsx'
import type { Tab } from '../state/tabs.ts'
import { isDirty, nameOfTab, shownTab } from '../state/tabs.ts'
import { useTabs, useView } from '../state/use.ts'
import { CommandItem } from './CommandItem.tsx'

/** Whether a workflow is saved; `allSaved`: the host has every edit, at least as a draft. */
export function saveState(tab: Tab, allSaved: boolean): string {
  if (tab.readOnly) return 'Read-only'
  if (tab.conflict !== null) return 'Changed elsewhere'
  if (!isDirty(tab)) return tab.entry === null ? 'Not saved' : 'Saved'
  return allSaved ? 'Draft saved' : 'Unsaved changes'
}

/** The shown workflow's name and whether it is saved, with all that can be done with it as a whole. */
export function WorkflowMenu() {
  const tab = useTabs(shownTab)
  const allSaved = useView((view) => view.allSaved)
  if (tab === null) return null
  const name = nameOfTab(tab)
  const state = saveState(tab, allSaved)
  return (
    <>
      {/* Announced for screen readers only: the canvas shows it. */}
      <span className="sr-only" aria-live="polite">
        {state === 'Saved' ? `${name} is saved` : ''}
      </span>
      <Menu
        align="start"
        className="min-w-[260px]"
        trigger={{
          title: name,
          className:
            'flex h-[30px] min-w-0 shrink-0 items-center gap-2 rounded-md px-2 hover:bg-line/60 data-[popup-open]:bg-line/60',
          children: (
            <>
              <span className="max-w-[200px] truncate font-semibold">{name}</span>
              <SaveState text={state} isBad={tab.conflict !== null} />
              <span className="sr-only">Workflow menu</span>
              <ChevronDown size={13} aria-hidden className="shrink-0 text-dim" />
            </>
          ),
        }}
      >
        <CommandItem id="file.save" />
        <CommandItem id="file.saveAs" label="Save as…" />
        <CommandItem id="file.rename" label="Rename…" />
        <CommandItem id="file.duplicate" label="Duplicate" />
        <MenuSeparator />
        <CommandItem id="file.download" />
        <CommandItem id="file.pack" />
        <MenuSeparator />
        <CommandItem id="workflow.versions" label="Versions…" />
        <CommandItem id="file.revert" />
        <MenuSeparator />
        <CommandItem id="file.new" />
        <CommandItem id="file.open" label="Open a workflow…" />
        <CommandItem id="file.openFile" label="Open a file…" />
      </Menu>
    </>
  )
}

const LONGEST = 'Unsaved changes'

/** Always as wide as its longest text: the tabs beside it must not move while the user types. */
const SaveState = ({ text, isBad }: { readonly text: string; readonly isBad: boolean }) => (
  <span className={`grid text-left text-[12px] whitespace-nowrap ${isBad ? 'text-failed' : 'text-dim'}`}>
    <span className="invisible col-start-1 row-start-1 h-0" aria-hidden>
      {LONGEST}
    </span>
    <span className="col-start-1 row-start-1">{isBad ? `! ${text}` : text}</span>
  </span>
)
