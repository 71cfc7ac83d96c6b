import type { ComponentProps } from 'react'
import { use } from 'react'
import { HOST_GONE, HostGoneContext } from '../base/ui/hostGone.ts'

type HostButtonProps = Omit<ComponentProps<'button'>, 'onClick'> & {
  /** Absent of one that sends its form. */
  readonly onClick?: () => void
}

/**
 * A button that asks the host for something. While no host is there it cannot be pressed, and says why; it keeps the focus, so that
 * a person who works with keys stays where they are.
 */
export function HostButton({ title, className = '', onClick, type = 'button', ...rest }: HostButtonProps) {
  const gone = use(HostGoneContext)
  return (
    <button
      {...rest}
      type={type}
      title={gone ? HOST_GONE : title}
      aria-disabled={gone || undefined}
      className={`aria-disabled:cursor-default aria-disabled:opacity-40 ${className}`}
      onClick={(event) => {
        if (gone) event.preventDefault()
        else onClick?.()
      }}
    />
  )
}
