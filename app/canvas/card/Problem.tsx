import { CircleAlert } from 'lucide-react'

/** What is wrong at a port: a sign, and its words while one points at it or reads it aloud. */
export function Problem({ words }: { readonly words: string }) {
  return (
    <span
      className="relative inline-flex shrink-0 text-failed"
      role="note"
      aria-label={words}
      data-tip-problem={words}
    >
      <CircleAlert size={14} aria-hidden="true" />
    </span>
  )
}
