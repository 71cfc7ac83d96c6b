import { useState } from 'react'
import { visibleText } from '#shared/document/visibleText.ts'
import { isEnter, isEscape } from '../base/keys/isEnter.ts'

interface TitleFieldProps {
  readonly label: string
  readonly title: string
  readonly disabled: boolean
  /** Called once, when the field loses the focus or on Enter; trimmed, and '' if nothing of it can be seen. */
  readonly onTitle: (title: string) => void
}

/** A name that can be edited in place. Escape restores it. */
export function TitleField({ label, title, disabled, onTitle }: TitleFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    setTyped(null)
    if (typed !== null && typed.trim() !== title) onTitle(visibleText(typed))
  }
  return (
    <input
      type="text"
      dir="auto"
      aria-label={label}
      disabled={disabled}
      className="h-[28px] w-full min-w-0 rounded-[5px] border border-transparent bg-transparent px-2 text-[14px] font-semibold hover:border-line focus:border-line focus:bg-canvas"
      value={typed ?? title}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (isEnter(event)) commit()
        if (!isEscape(event) || typed === null) return
        setTyped(null)
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
