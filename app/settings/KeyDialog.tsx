import { Dialog, DialogDescription, DialogPopup, DialogTitle } from '../base/ui/Dialog.tsx'
import { TextButton } from '../base/ui/TextButton.tsx'
import { useEditor } from '../base/useEditor.ts'
import { keyButton } from '../state/runs/keyNeeded.ts'
import { changeSettings } from '../state/settings.ts'
import { useView } from '../state/use.ts'
import { show } from '../state/view.ts'
import { KeyForm } from './KeyForm.tsx'

/** Asks for the keys that live runs need. */
export function KeyDialog() {
  const editor = useEditor()
  const wanted = useView((view) => view.keyEngines)
  const engines = useView((view) => view.engines).filter(({ id }) => wanted.includes(id))
  const isLive = useView((view) => view.settings?.mode === 'live')
  const [only, ...more] = engines
  const close = (): void => show(editor, { keyEngines: [] })
  const lacks = engines.some(({ key }) => key.from === null)
  return (
    <Dialog open={wanted.length > 0} onClose={close} backdrop="z-40 bg-black/50">
      <DialogPopup className="fixed top-[14%] left-1/2 z-50 max-h-[78vh] w-[460px] max-w-[92vw] -translate-x-1/2 overflow-y-auto rounded-lg border border-line bg-raised p-4 shadow-[var(--shadow)] outline-none">
        <DialogTitle className="m-0 text-[15px] font-semibold">
          {only === undefined || more.length > 0 ? 'Add keys' : lacks ? keyButton(only) : `${only.title} key`}
        </DialogTitle>
        <DialogDescription className="mt-2 mb-4 text-dim">
          Live runs call real models, which costs money. Practice is free and needs no key.
        </DialogDescription>
        <div className="flex flex-col gap-4">
          {engines.map((engine) => (
            <KeyForm key={engine.id} engine={engine} autoFocus={engine === only} isMain />
          ))}
        </div>
        <div className="mt-4 flex justify-end gap-2">
          {isLive && lacks && (
            <TextButton
              size="dialog"
              onClick={() => {
                changeSettings(editor, { mode: 'practice' })
                close()
              }}
            >
              Use practice
            </TextButton>
          )}
          <TextButton size="dialog" look={lacks ? 'plain' : 'main'} onClick={close}>
            {lacks ? 'Close' : 'Done'}
          </TextButton>
        </div>
      </DialogPopup>
    </Dialog>
  )
}
