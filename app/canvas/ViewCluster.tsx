import { useStore } from '@xyflow/react'
import type { LucideIcon } from 'lucide-react'
import { Map, Maximize, Minus, Plus, Redo2, Undo2 } from 'lucide-react'
import { useDispatch } from '../base/dispatch.ts'
import { Button } from '../base/ui/Button.tsx'
import { IconButton } from '../base/ui/IconButton.tsx'
import { useHint } from '../state/useKeys.ts'
import { useTabs, useView } from '../state/use.ts'
import { shownTab } from '../state/tabs.ts'

/** Undo, redo and the view, at the corner of the canvas. */
export function ViewCluster() {
  const minimap = useView((view) => view.minimap)
  const hasPast = useTabs((tabs) => (shownTab(tabs)?.past.length ?? 0) > 0)
  const hasFuture = useTabs((tabs) => (shownTab(tabs)?.future.length ?? 0) > 0)
  return (
    <div
      data-covers
      role="toolbar"
      aria-label="View"
      className="floating nopan nowheel absolute right-3 bottom-3 z-10 flex items-center gap-[2px] p-[3px]"
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <ClusterButton id="edit.undo" label="Undo" Icon={Undo2} disabled={!hasPast} />
      <ClusterButton id="edit.redo" label="Redo" Icon={Redo2} disabled={!hasFuture} />
      <span className="mx-1 h-4 w-px bg-line" aria-hidden />
      <ClusterButton id="view.zoomOut" label="Zoom out" Icon={Minus} />
      <Zoom />
      <ClusterButton id="view.zoomIn" label="Zoom in" Icon={Plus} />
      <ClusterButton id="view.fit" label="Fit" Icon={Maximize} />
      <ClusterButton id="view.minimap" label="Minimap" Icon={Map} pressed={minimap} />
    </div>
  )
}

interface ClusterButtonProps {
  /** The command. */
  readonly id: string
  readonly label: string
  readonly Icon: LucideIcon
  readonly disabled?: boolean
  readonly pressed?: boolean
}

function ClusterButton({ id, label, Icon, disabled = false, pressed }: ClusterButtonProps) {
  const { call } = useDispatch()
  return (
    <IconButton
      label={label}
      tip={useHint(id, label)}
      data-tip-side="top"
      keepsFocus
      disabled={disabled}
      {...(pressed !== undefined && { pressed })}
      onClick={() => call(id)}
    >
      <Icon size={15} aria-hidden />
    </IconButton>
  )
}

/** A part of it, because it changes in every frame of a zoom. */
function Zoom() {
  const { call } = useDispatch()
  const percent = useStore(({ transform: [, , zoom] }) => Math.round(zoom * 100))
  return (
    <Button
      className="h-7 min-w-[48px] rounded-md px-1 text-center text-dim hover:bg-line/60 hover:text-ink"
      title={useHint('view.zoomWhole', 'Zoom to 100 %')}
      onClick={() => call('view.zoomWhole')}
    >
      {`${percent} %`}
    </Button>
  )
}
