import { CircleAlert, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { tell } from '../commands/run.ts'
import { besidePanel } from '../shell/besidePanel.ts'
import type { Tab } from '../stores/tabs.ts'
import { nameOfTab } from '../stores/tabs.ts'
import { useView } from '../stores/use.ts'
import { conflictWords, settle } from './conflict.ts'
import { readOnlyWords } from './describeReadOnly.ts'

/** What stands in the way of saving a tab, over its canvas, with the ways out. */
export function FileBar({ tab }: { readonly tab: Tab }) {
  if (tab.readOnly)
    return (
      <Bar icon={<Lock size={15} aria-hidden />} title="To look at only">
        {readOnlyWords(nameOfTab(tab))}
      </Bar>
    )
  if (tab.conflict === null) return null
  const { title, words, ways } = conflictWords[tab.conflict.kind]
  const actions = ways.map(({ id, label }) => (
    <button
      key={id}
      type="button"
      className="h-7 shrink-0 rounded-md border border-line px-3 hover:bg-line/60"
      onClick={() => void settle(tab, id).catch(tell)}
    >
      {label}
    </button>
  ))
  return (
    <Bar
      icon={<CircleAlert size={15} aria-hidden className="text-failed" />}
      title={title}
      actions={actions}
      urgent
    >
      {words(nameOfTab(tab))}
    </Bar>
  )
}

interface BarProps {
  readonly icon: ReactNode
  readonly title: string
  readonly actions?: ReactNode
  readonly urgent?: boolean
  readonly children: ReactNode
}

function Bar({ icon, title, actions, urgent = false, children }: BarProps) {
  const beside = useView(besidePanel)
  return (
    <section
      aria-label={title}
      role={urgent ? 'alert' : undefined}
      style={{ left: beside }}
      className="absolute top-3 right-3 z-10 mx-auto flex w-fit max-w-[860px] flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-raised px-3 py-2 shadow-[var(--shadow)]"
    >
      {icon}
      <p className="m-0 min-w-[260px] flex-1 break-words">
        <strong className="font-semibold">{title}.</strong> {children}
      </p>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </section>
  )
}
