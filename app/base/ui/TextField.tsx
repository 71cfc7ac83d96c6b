import type { ComponentProps } from 'react'

/** A single-line field, as wide as its container. */
export function TextField({ className = '', ...rest }: ComponentProps<'input'>) {
  return (
    <input
      {...rest}
      className={`h-8 w-full min-w-0 rounded-md border border-line bg-canvas px-2 ${className}`}
    />
  )
}
