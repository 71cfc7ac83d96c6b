import type { ReactNode } from 'react'

interface CheckboxProps {
  readonly checked: boolean
  readonly onCheck: (checked: boolean) => void
  readonly className?: string
  /** Its subject. A click there counts, too. */
  readonly children: ReactNode
}

export function Checkbox({ checked, onCheck, className = '', children }: CheckboxProps) {
  return (
    <label className={`flex items-center gap-2 ${className}`}>
      <input type="checkbox" checked={checked} onChange={({ target }) => onCheck(target.checked)} />
      {children}
    </label>
  )
}
