import { CircleAlert } from 'lucide-react'

interface ProblemProps {
  readonly text: string
  /** Nobody has been there yet: it is needed, and not yet wrong. */
  readonly calm?: boolean
}

/** What is wrong at a port: a sign, and its words while one points at it or reads it aloud. */
export function Problem({ text, calm = false }: ProblemProps) {
  return (
    <span
      className={`relative inline-flex shrink-0 text-[12px] ${calm ? 'text-dim' : 'text-failed'}`}
      role="note"
      aria-label={text}
      data-tip-problem={text}
    >
      {calm ? <span aria-hidden="true">needed</span> : <CircleAlert size={14} aria-hidden="true" />}
    </span>
  )
}
