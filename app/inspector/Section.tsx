import type { ReactNode } from 'react'

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 border-t border-line px-3 py-3">
      <h3 className="m-0 text-[12px] font-semibold text-dim">{title}</h3>
      {children}
    </section>
  )
}

/** A label and a value on one line. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-[24px] items-center justify-between gap-3">
      <span className="shrink-0 text-dim">{name}</span>
      <span className="min-w-0 truncate">{children}</span>
    </div>
  )
}
