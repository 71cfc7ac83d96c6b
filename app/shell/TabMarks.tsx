import type { Tab } from '../state/tabs.ts'
import { isDirty } from '../state/tabs.ts'

/** What there is to know of a tab before it is shown: each as a sign, and in words. */
export function Marks({ tab }: { readonly tab: Tab }) {
  if (tab.readOnly) return <Mark sign="⊘" words="can only be looked at" className="text-dim" />
  if (tab.conflict !== null) return <Mark sign="!" words="changed elsewhere" className="text-failed" />
  return isDirty(tab) ? <Mark sign="•" words="not saved" className="text-accent" /> : null
}

interface MarkProps {
  readonly sign: string
  readonly words: string
  readonly className: string
}

function Mark({ sign, words, className }: MarkProps) {
  return (
    <span title={words} className={`font-bold ${className}`}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only"> ({words})</span>
    </span>
  )
}
