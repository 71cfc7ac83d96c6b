import type { ButtonProps } from './Button.tsx'
import { Button } from './Button.tsx'

const looks = {
  plain: 'border-line hover:bg-line/60',
  /** The most likely choice. */
  main: 'border-accent bg-accent font-medium text-on-accent hover:brightness-110',
  /** An action that cannot be undone. */
  danger: 'border-failed text-failed hover:bg-failed/10',
} as const

const sizes = { panel: 'h-7', dialog: 'h-8' } as const

interface TextButtonProps extends Omit<ButtonProps, 'className'> {
  readonly look?: keyof typeof looks
  /** Its position. */
  readonly size?: keyof typeof sizes
}

/** A button with text. A disabled one keeps the focus: the next keys still go to the panel. */
export function TextButton({ look = 'plain', size = 'panel', keepsFocus = true, ...rest }: TextButtonProps) {
  return (
    <Button
      {...rest}
      keepsFocus={keepsFocus}
      className={`${sizes[size]} shrink-0 rounded-md border px-3 disabled:opacity-40 ${looks[look]}`}
    />
  )
}
