import type { ReactNode } from 'react'
import { createContext, useId, useMemo } from 'react'

/** The accessible description of a field's control. */
interface FieldState {
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
}

export const FieldContext = createContext<FieldState | null>(null)

interface FieldProps {
  /** '' where the control has a name of its own. */
  readonly label: string
  readonly help?: string
  /** Why what was entered is not used; null or absent: it is. */
  readonly problem?: string | null
  readonly className?: string
  /** The one control of the label. */
  readonly children: ReactNode
}

/** A control with its name above it, and help or what is wrong below. */
export function Field({ label, help, problem = null, className = 'px-3 py-2', children }: FieldProps) {
  const id = useId()
  const text = problem ?? (help === '' ? undefined : help)
  const describedBy = text === undefined ? undefined : id
  const isInvalid = problem !== null
  const state = useMemo(
    () => ({ 'aria-describedby': describedBy, 'aria-invalid': isInvalid }),
    [describedBy, isInvalid],
  )
  return (
    <div className={className}>
      <FieldContext value={state}>
        <label className="block">
          {label !== '' && <span className="mb-1 block">{label}</span>}
          {children}
        </label>
      </FieldContext>
      {text !== undefined && (
        <p
          id={id}
          role={problem === null ? undefined : 'alert'}
          className={`m-0 mt-1 text-[12px] break-words ${problem === null ? 'text-dim' : 'text-failed'}`}
        >
          {problem !== null && '⚠ '}
          {text}
        </p>
      )}
    </div>
  )
}
