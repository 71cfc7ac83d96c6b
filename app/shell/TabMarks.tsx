import type { Tab } from '../state/tabs.ts'
import { isDirty } from '../state/tabs.ts'

/** The state of a tab that is not shown: an icon and a text each. */
export function Marks({ tab }: { readonly tab: Tab }) {
  if (tab.readOnly) return <Mark sign="⊘" text="read-only" className="text-dim" />
  if (tab.conflict !== null) return <Mark sign="!" text="changed elsewhere" className="text-failed" />
  return isDirty(tab) ? <Mark sign="•" text="not saved" className="text-accent" /> : null
}

interface MarkProps {
  readonly sign: string
  readonly text: string
  readonly className: string
}

function Mark({ sign, text, className }: MarkProps) {
  return (
    <span title={text} className={`font-bold ${className}`}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only"> ({text})</span>
    </span>
  )
}
