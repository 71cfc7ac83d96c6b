import type { ReactNode } from 'react'

interface PlaceholderProps {
  readonly text: string
  /** Why there is no picture, in one sentence. */
  readonly why?: string
  readonly children: ReactNode
}

/** What stands in the place of a medium that has no picture: an icon and a few words. */
export function Placeholder({ text, why = '', children }: PlaceholderProps) {
  return (
    <span
      title={[text, why].filter(Boolean).join('. ')}
      className="flex h-full w-full flex-col items-center justify-center gap-1 px-1 text-center text-[12px] text-dim"
    >
      {children}
      <span className="max-w-full truncate">{text}</span>
      {why !== '' && <span className="line-clamp-2 max-w-[240px]">{why}</span>}
    </span>
  )
}
