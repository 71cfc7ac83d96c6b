import { CircleAlert } from 'lucide-react'

/** What is wrong at a port: a sign, and its words while one points at it or reads it aloud. */
export function Problem({ words }: { readonly words: string }) {
  return (
    <span className="problem relative inline-flex shrink-0 text-failed" role="note" aria-label={words}>
      <CircleAlert size={14} aria-hidden="true" />
      <span className="problem-words" aria-hidden="true">
        {words}
      </span>
    </span>
  )
}
