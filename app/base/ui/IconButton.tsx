import type { ButtonProps } from './Button.tsx'
import { Button } from './Button.tsx'

interface IconButtonProps extends Omit<ButtonProps, 'aria-label'> {
  /** Its action: its name and, without a `title`, its tooltip. */
  readonly label: string
  readonly pressed?: boolean
  /** A tooltip of the page in place of the browser's: at once readable, and with its keys. */
  readonly tip?: string
}

const panelIcon =
  'grid size-7 shrink-0 place-items-center rounded-md text-dim hover:bg-line/60 hover:text-ink aria-pressed:text-accent disabled:opacity-40'

/** A button with an icon instead of text. `className` replaces the style of those in panels. */
export function IconButton({
  label,
  tip,
  title = tip === undefined ? label : undefined,
  pressed,
  className = panelIcon,
  ...rest
}: IconButtonProps) {
  return (
    <Button
      {...rest}
      aria-label={label}
      aria-pressed={pressed}
      data-tip={tip}
      title={title}
      className={className}
    />
  )
}
