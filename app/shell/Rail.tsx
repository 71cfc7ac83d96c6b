import { Boxes, FolderOpen, Images, Keyboard, ListVideo, Settings2 } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useView } from '../stores/use.ts'
import type { PanelName } from '../stores/view.ts'
import { togglePanel } from '../stores/view.ts'

const entries: readonly (readonly [PanelName, string, LucideIcon])[] = [
  ['library', 'Nodes', Boxes],
  ['workflows', 'Workflows', FolderOpen],
  ['queue', 'Queue and history', ListVideo],
  ['results', 'Results', Images],
  ['settings', 'Settings', Settings2],
  ['shortcuts', 'Shortcuts', Keyboard],
]

/** Opens one panel at a time over the edge of the canvas. */
export function Rail() {
  const panel = useView((view) => view.panel)
  return (
    <nav
      aria-label="Panels"
      className="flex w-[44px] shrink-0 flex-col items-center gap-1 border-r border-line py-2"
    >
      {entries.map(([name, label, Icon]) => (
        <button
          key={name}
          type="button"
          aria-label={label}
          title={label}
          aria-pressed={panel === name}
          className="grid size-8 place-items-center rounded-md text-dim hover:bg-line/60 hover:text-ink aria-pressed:bg-line aria-pressed:text-ink"
          onClick={() => togglePanel(name)}
        >
          <Icon size={18} aria-hidden />
        </button>
      ))}
    </nav>
  )
}
