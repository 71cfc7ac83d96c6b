import type { ComponentProps } from 'react'

interface SelectProps extends Omit<ComponentProps<'select'>, 'className' | 'onChange'> {
  readonly onPick: (value: string) => void
}

/** A choice among a few, as wide as its container: a native select, which every user knows. */
export function Select({ onPick, ...rest }: SelectProps) {
  return (
    <select
      {...rest}
      className="h-8 w-full min-w-0 rounded-md border border-line bg-canvas px-2"
      onChange={({ target }) => onPick(target.value)}
    />
  )
}
