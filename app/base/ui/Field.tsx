import type { ReactNode } from 'react'

interface FieldProps {
  readonly label: string
  readonly help?: string
  /** The one control of the label. */
  readonly children: ReactNode
}

/** A control with its name above it and help below. */
export function Field({ label, help, children }: FieldProps) {
  return (
    <label className="block px-3 py-2">
      <span className="mb-1 block">{label}</span>
      {children}
      {help !== undefined && <span className="mt-1 block text-[12px] text-dim">{help}</span>}
    </label>
  )
}
