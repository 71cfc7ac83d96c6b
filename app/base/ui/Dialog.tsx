import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'

interface DialogProps {
  readonly open: boolean
  /** Esc was pressed, or the area around the dialog. */
  readonly onClose: () => void
  /** The classes of the backdrop; without them the page is not covered. */
  readonly backdrop?: string
  /** Whether it stays open when something around it is pressed. */
  readonly staysOpen?: boolean
  /** A `DialogPopup`, with a `DialogTitle` in it. */
  readonly children: ReactNode
}

/** A modal dialog: it keeps the focus, and returns it. */
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
/** A button that closes its dialog. */
export const DialogClose = Base.Close
