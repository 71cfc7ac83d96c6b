import { Toast } from '@base-ui/react/toast'
import { CircleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from './Button.tsx'
import { useEditor } from '../useEditor.ts'
import { foldToasts } from './foldToasts.ts'
import { toasts } from '../notify.ts'

/** Beyond this number the library makes toasts inert; which ones are shown is decided here. */
const MAX_TOASTS = 100

/** The one place for toasts: above the buttons of the view, beside what is open at the right. */
export function Toasts() {
  const editor = useEditor()
  return (
    <Toast.Provider toastManager={editor.get(toasts)} limit={MAX_TOASTS}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-[calc(12px+var(--beside,0px))] bottom-[calc(60px+var(--below,0px))] z-50 flex max-h-[70vh] w-[360px] max-w-[90vw] flex-col gap-2 overflow-y-auto">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  const { toasts: standing } = Toast.useToastManager()
  const [all, setAll] = useState(false)
  const fold = foldToasts(standing)
  // Collapses again when few are left.
  if (all && fold.folded === 0) setAll(false)
  return (
    <>
      {(all ? standing : fold.shown).map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
      {!all && fold.folded > 0 && (
        <Button
          className="h-7 self-end rounded-md border border-line bg-raised px-3 text-[12px] text-dim shadow-[var(--shadow)] hover:text-ink"
          onClick={() => setAll(true)}
        >
          {`${fold.folded} more`}
        </Button>
      )}
    </>
  )
}

function OneToast({ toast }: { readonly toast: Toast.Root.ToastObject }) {
  return (
    <Toast.Root
      toast={toast}
      className="flex items-start gap-2 rounded-lg border border-line bg-raised p-3 shadow-[var(--shadow)]"
    >
      {toast.type === 'error' && (
        <CircleAlert size={16} aria-label="Error" className="mt-px shrink-0 text-failed" />
      )}
      <div className="min-w-0 flex-1">
        <Toast.Title className="m-0 text-[13px] font-normal break-words whitespace-pre-line" />
      </div>
      {toast.actionProps && (
        <Toast.Action className="h-7 shrink-0 rounded-md border border-line px-2 hover:bg-line/60" />
      )}
      <Toast.Close
        aria-label="Close"
        className="grid size-6 shrink-0 place-items-center rounded text-dim hover:text-ink"
      >
        <X size={14} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  )
}
