import { Button as BaseButton } from '@base-ui/react/button'
import type { ComponentProps } from 'react'
import { use } from 'react'
import { HOST_GONE, HostGoneContext } from './hostGone.ts'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'aria-disabled'> {
  /** The action needs the host: while that is unreachable it is disabled and says why. */
  readonly needsHost?: boolean
  /** A disabled button keeps the focus, so that keyboard users stay where they are. */
  readonly keepsFocus?: boolean
}

/** Every button of the page. It has no style of its own: see `TextButton` and `IconButton` for the usual ones. */
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
      // Not the library's own way to keep the focus, which captures all keys, including those of the page.
      aria-disabled={isOff || undefined}
      className={
        needsHost || keepsFocus
          ? `aria-disabled:cursor-default aria-disabled:opacity-40 ${className}`
          : className
      }
      onClick={(event) => {
        // It may submit a form.
        if (isOff) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}
