import { CircleAlert } from 'lucide-react'

interface ProblemProps {
  readonly text: string
  /** No run was requested yet: it is required, but not yet an error. */
  readonly calm?: boolean
  /** Said beside the icon. */
  readonly word?: string
}

/** A problem at a port: an icon, and its text on hover and for screen readers. */
export function Problem({ text, calm = false, word = '' }: ProblemProps) {
  return (
    <span
      className={`relative inline-flex shrink-0 items-center gap-1 text-[12px] ${calm ? 'text-dim' : 'text-failed'}`}
      role="note"
      aria-label={text}
      data-tip-problem={text}
    >
      {!calm && <CircleAlert size={14} aria-hidden="true" />}
      {word !== '' && <span aria-hidden="true">{word}</span>}
    </span>
  )
}
