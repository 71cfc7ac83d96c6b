import {
  Ban,
  CircleSlash,
  Clock,
  EyeOff,
  Hand,
  History,
  Hourglass,
  Link2Off,
  Loader,
  Pin,
  RefreshCwOff,
  SkipForward,
  TriangleAlert,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CardState, ChipShape, ColourRole, StateKind } from '../../state/steps/cardState.ts'
import { stateLooks } from '../../state/steps/cardState.ts'

const icons: { readonly [K in StateKind]: LucideIcon | null } = {
  idle: null,
  bypassed: SkipForward,
  muted: EyeOff,
  'needs-you': Hand,
  unknown: TriangleAlert,
  failed: TriangleAlert,
  queued: Clock,
  waiting: Hourglass,
  running: Loader,
  stopped: Link2Off,
  cancelled: Ban,
  skipped: CircleSlash,
  noted: TriangleAlert,
  pinned: Pin,
  outdated: RefreshCwOff,
  cached: History,
}

const shapes: { readonly [S in ChipShape]: string } = {
  none: '',
  plain: 'border-transparent px-0',
  outline: 'border-line px-2',
  dashed: 'border-dashed border-far px-2',
  solid: 'border-transparent px-2 font-semibold',
}

const roles: { readonly [R in ColourRole]: string } = {
  quiet: 'text-dim',
  accent: 'text-accent',
  amber: 'border-current! text-amber',
  failed: 'border-current! text-failed',
  bypass: 'border-current! text-bypass',
}

interface StateChipProps {
  readonly state: CardState
  /** How long it has been running, where there is no image to show it on. */
  readonly time?: ReactNode
}

/** The state of a node, at the right of its title: a word and an icon in a shape of its own. */
export function StateChip({ state: { kind, text, help }, time }: StateChipProps) {
  const { shape, role } = stateLooks[kind]
  const Icon = icons[kind]
  if (Icon === null || text === '') return null
  const colours = shape === 'solid' ? 'bg-amber-fill text-on-amber' : roles[role]
  return (
    <span
      className={`state-chip flex h-[20px] max-w-[60%] ${kind === 'skipped' ? 'min-w-[80px]' : 'shrink-0'} items-center gap-1 rounded-full border text-[12px] leading-[18px] whitespace-nowrap ${shapes[shape]} ${colours}`}
      data-state={kind}
      {...(help !== '' && { title: help })}
      {...(kind === 'noted' && { role: 'note', 'aria-label': help })}
    >
      <Icon size={12} aria-hidden className={`shrink-0 ${kind === 'running' ? 'turning' : ''}`} />
      <span className="truncate">{text}</span>
      {kind === 'running' && time}
    </span>
  )
}
