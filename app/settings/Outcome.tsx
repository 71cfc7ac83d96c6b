import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react'

/** How a check went: with a mark and in words. */
export interface OutcomeOf {
  readonly state: 'checking' | 'good' | 'bad'
  readonly text: string
}

const marks = {
  checking: { Icon: LoaderCircle, className: 'text-dim' },
  good: { Icon: CircleCheck, className: 'text-paid' },
  bad: { Icon: CircleX, className: 'text-failed' },
} as const

/** The place where the outcome of a check is shown and announced. */
export function Outcome({ outcome }: { readonly outcome: OutcomeOf | null }) {
  const mark = outcome === null ? null : marks[outcome.state]
  return (
    <p role="status" className="m-0 flex min-w-0 items-start gap-2 text-[12px]">
      {outcome !== null && mark !== null && (
        <>
          <mark.Icon size={14} aria-hidden className={`mt-[2px] shrink-0 ${mark.className}`} />
          <span className="min-w-0 break-words">{outcome.text}</span>
        </>
      )}
    </p>
  )
}
