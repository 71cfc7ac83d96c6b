import { Boxes, FolderOpen, Images, Keyboard, ListVideo, Settings2 } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { IconButton } from '../base/ui/IconButton.tsx'
import { useEditor } from '../base/useEditor.ts'
import { useHint } from '../state/useKeys.ts'
import { useView } from '../state/use.ts'
import type { PanelName } from '../state/view.ts'
import { togglePanel } from '../state/view.ts'

interface Entry {
  readonly panel: PanelName
  readonly label: string
  readonly Icon: LucideIcon
  /** Its command, whose keys open it too. */
  readonly command: string
}

const entries: readonly Entry[] = [
  { panel: 'library', label: 'Nodes', Icon: Boxes, command: 'view.library' },
  { panel: 'workflows', label: 'Workflows', Icon: FolderOpen, command: 'view.workflows' },
  { panel: 'queue', label: 'Queue and history', Icon: ListVideo, command: 'view.queue' },
  { panel: 'results', label: 'Results', Icon: Images, command: 'view.results' },
  { panel: 'settings', label: 'Settings', Icon: Settings2, command: 'view.settings' },
  { panel: 'shortcuts', label: 'Shortcuts', Icon: Keyboard, command: 'help.shortcuts' },
]

/** Opens one panel at a time over the edge of the canvas. */
export function Rail() {
  return (
    <nav
      aria-label="Panels"
      className="flex w-[44px] shrink-0 flex-col items-center gap-1 border-r border-line py-2"
    >
      {entries.map((entry) => (
        <RailButton key={entry.panel} {...entry} />
      ))}
    </nav>
  )
}

function RailButton({ panel, label, Icon, command }: Entry) {
  const editor = useEditor()
  const isOpen = useView((view) => view.panel === panel)
  const hint = useHint(command, label)
  return (
    <IconButton
      label={label}
      tip={hint}
      data-tip-side="right"
      pressed={isOpen}
      className="grid size-8 place-items-center rounded-md text-dim hover:bg-line/60 hover:text-ink aria-pressed:bg-line aria-pressed:text-ink"
      onClick={() => togglePanel(editor, panel)}
    >
      <Icon size={18} aria-hidden />
    </IconButton>
  )
}
