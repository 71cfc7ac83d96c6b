import { CircleAlert, Lock } from 'lucide-react'
import { tell } from '../base/notify.ts'
import { CanvasBar, barButton } from '../widgets/CanvasBar.tsx'
import { HostButton } from '../widgets/HostButton.tsx'
import type { Tab } from '../state/tabs.ts'
import { nameOfTab } from '../state/tabs.ts'
import { conflictWords, settle } from '../state/workflows/conflict.ts'
import { readOnlyWords } from '../state/workflows/describeReadOnly.ts'

/** What stands in the way of saving a tab, over its canvas, with the ways out. */
export function FileBar({ tab }: { readonly tab: Tab }) {
  if (tab.readOnly)
    return (
      <CanvasBar icon={<Lock size={15} aria-hidden />} title="To look at only">
        {readOnlyWords(nameOfTab(tab))}
      </CanvasBar>
    )
  if (tab.conflict === null) return null
  const { title, words, ways } = conflictWords[tab.conflict.kind]
  const actions = ways.map(({ id, label }) => (
    <HostButton key={id} className={barButton} onClick={() => void settle(tab, id).catch(tell)}>
      {label}
    </HostButton>
  ))
  return (
    <CanvasBar
      icon={<CircleAlert size={15} aria-hidden className="text-failed" />}
      title={title}
      actions={actions}
      urgent
    >
      {words(nameOfTab(tab))}
    </CanvasBar>
  )
}
