import type { ComponentProps } from 'react'
import { use } from 'react'
import { FieldContext } from './Field.tsx'

/** A single-line field, as wide as its container. */
export function TextField({ className = '', ...rest }: ComponentProps<'input'>) {
  const field = use(FieldContext)
  return (
    <input
      {...field}
      {...rest}
      className={`h-8 w-full min-w-0 rounded-md border border-line bg-canvas px-2 aria-invalid:border-failed ${className}`}
    />
  )
}
