import { Button as BaseButton } from '@base-ui/react/button'
import type { ComponentProps } from 'react'
import { use } from 'react'
import { HOST_GONE, HostGoneContext } from './hostGone.ts'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'aria-disabled'> {
  /** It asks the host for something: while that is gone it cannot be pressed, and says why. */
  readonly needsHost?: boolean
  /** Where it cannot be pressed it keeps the focus, so that a person who works with keys stays where they are. */
  readonly keepsFocus?: boolean
}

/** Every button of the page. It has no look of its own: see `TextButton` and `IconButton` for what most of them look like. */
export function Button(props: ButtonProps) {
  const {
    needsHost = false,
    keepsFocus = false,
    disabled = false,
    title,
    className = '',
    onClick,
    ...rest
  } = props
  const gone = needsHost && use(HostGoneContext)
  const isOff = gone || (disabled && keepsFocus)
  return (
    <BaseButton
      {...rest}
      disabled={disabled && !keepsFocus}
      title={gone ? HOST_GONE : title}
      // Not the library's own way to keep the focus: that takes all keys, also those of the page.
      aria-disabled={isOff || undefined}
      className={
        needsHost || keepsFocus
          ? `aria-disabled:cursor-default aria-disabled:opacity-40 ${className}`
          : className
      }
      onClick={(event) => {
        // It may send a form.
        if (isOff) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}
