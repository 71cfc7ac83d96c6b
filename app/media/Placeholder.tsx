import type { ReactNode } from 'react'

/** What stands in the place of a medium that has no picture: an icon and a few words. */
export function Placeholder({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <span className="flex h-full w-full flex-col items-center justify-center gap-1 px-1 text-center text-[12px] text-dim">
      {children}
      <span className="max-w-full truncate">{text}</span>
    </span>
  )
}
