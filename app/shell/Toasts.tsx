import { Toast } from '@base-ui/react/toast'
import { CircleAlert, X } from 'lucide-react'
import { toasts } from './toast.ts'

/** The corner where passing words stand. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={toasts} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-10 z-50 flex w-[360px] max-w-[90vw] flex-col gap-2">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  const { toasts: shown } = Toast.useToastManager()
  return shown.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="flex items-start gap-2 rounded-lg border border-line bg-raised p-3 shadow-[var(--shadow)]"
    >
      {toast.type === 'error' && (
        <CircleAlert size={16} aria-label="Error" className="mt-px shrink-0 text-failed" />
      )}
      <div className="min-w-0 flex-1">
        <Toast.Title className="font-normal break-words" />
        <Toast.Description className="text-[12px] text-dim" />
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
  ))
}
