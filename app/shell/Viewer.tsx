import { Dialog } from '@base-ui/react/dialog'
import { mediaUrl } from '../host.ts'
import { useView } from '../stores/use.ts'
import { show } from '../stores/view.ts'

/** One picture, as large as it fits. Esc closes it. */
export function Viewer() {
  const sha256 = useView((view) => view.viewer)
  return (
    <Dialog.Root open={sha256 !== null} onOpenChange={(open) => !open && show({ viewer: null })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/80" />
        <Dialog.Popup
          className="fixed inset-4 z-50 grid place-items-center outline-none"
          onClick={() => show({ viewer: null })}
        >
          <Dialog.Title className="sr-only">Picture</Dialog.Title>
          {sha256 !== null && (
            <img src={mediaUrl(sha256)} alt="" className="max-h-full max-w-full object-contain" />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
