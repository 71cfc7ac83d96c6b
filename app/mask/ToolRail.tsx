import { Brush, Circle, Eraser, Lasso, PaintBucket, Square } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEditor, usePart } from '../base/useEditor.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import type { Tool } from './brushSettings.ts'
import { brushStore } from './brushSettings.ts'
import { doAct } from './maskActs.ts'
import type { MaskSession } from './session.ts'

interface Entry {
  readonly name: string
  readonly key: string
  readonly icon: ReactNode
  readonly tool: Tool
  /** Undefined: paints or erases as was chosen last. */
  readonly erase?: boolean
}

const entries: readonly Entry[] = [
  { name: 'Brush', key: 'B', icon: <Brush size={17} aria-hidden />, tool: 'brush', erase: false },
  { name: 'Eraser', key: 'E', icon: <Eraser size={17} aria-hidden />, tool: 'brush', erase: true },
  { name: 'Rectangle', key: 'R', icon: <Square size={17} aria-hidden />, tool: 'rectangle' },
  { name: 'Ellipse', key: 'O', icon: <Circle size={17} aria-hidden />, tool: 'ellipse' },
  { name: 'Lasso', key: 'L', icon: <Lasso size={17} aria-hidden />, tool: 'lasso' },
  { name: 'Fill', key: 'G', icon: <PaintBucket size={17} aria-hidden />, tool: 'fill' },
]

/** The tools, at the left of the picture. */
export function ToolRail({ session }: { readonly session: MaskSession }) {
  const editor = useEditor()
  const { tool, erase } = usePart(brushStore)
  return (
    <div
      role="toolbar"
      aria-label="Tools"
      aria-orientation="vertical"
      className="flex shrink-0 flex-col gap-1 border-r border-line bg-card p-2"
    >
      {entries.map((entry) => {
        const isOn = entry.tool === tool && (entry.erase === undefined || entry.erase === erase)
        return (
          <IconButton
            key={entry.name}
            label={entry.name}
            pressed={isOn}
            title={`${entry.name} (${entry.key})`}
            className={`grid size-9 cursor-pointer place-items-center rounded-[8px] ${
              isOn ? 'bg-accent text-on-accent' : 'text-dim hover:bg-raised hover:text-ink'
            }`}
            onClick={() =>
              doAct(editor, session, {
                act: 'tool',
                tool: entry.tool,
                ...(entry.erase !== undefined && { erase: entry.erase }),
              })
            }
          >
            {entry.icon}
          </IconButton>
        )
      })}
    </div>
  )
}
