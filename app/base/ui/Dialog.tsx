import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'

interface DialogProps {
  readonly open: boolean
  /** Esc was pressed, or what lies around the dialog. */
  readonly onClose: () => void
  /** What lies over the page around it, as classes; without them the page is not covered. */
  readonly backdrop?: string
  /** Whether it stays where something around it is pressed. */
  readonly staysOpen?: boolean
  /** A `DialogPopup`, with a `DialogTitle` in it. */
  readonly children: ReactNode
}

/** What has to be answered or left before the page goes on: it keeps the focus, and gives it back. */
export function Dialog({ open, onClose, backdrop, staysOpen = false, children }: DialogProps) {
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={staysOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Base.Portal>
        {backdrop !== undefined && <Base.Backdrop className={`fixed inset-0 ${backdrop}`} />}
        {children}
      </Base.Portal>
    </Base.Root>
  )
}

export const DialogPopup = Base.Popup
export const DialogTitle = Base.Title
export const DialogDescription = Base.Description
/** A button that closes the dialog it is in. */
export const DialogClose = Base.Close
