import { Dialog } from '@base-ui/react/dialog'
import { Command as List } from 'cmdk'
import { useStore } from 'zustand'
import { show, viewStore } from '../stores/view.ts'
import { commands } from './commands.ts'
import { call } from './keyboard.ts'
import { useKeys } from './useKeys.ts'

const close = (): void => show({ palette: false })

/** Every command, by name. */
export function Palette() {
  const isOpen = useStore(viewStore, (view) => view.palette)
  return (
    // Not cmdk's own dialog: that one writes styles into the page, which the page's policy refuses.
    <Dialog.Root open={isOpen} onOpenChange={(open) => show({ palette: open })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40" />
        <Dialog.Popup className="fixed top-[18vh] left-1/2 z-50 w-[520px] max-w-[92vw] -translate-x-1/2 outline-none">
          <Dialog.Title className="sr-only">Every command, by name</Dialog.Title>
          <List label="Every command, by name" className="floating flex max-h-[420px] flex-col">
            <List.Input
              className="h-[44px] w-full shrink-0 border-0 border-b border-line bg-transparent px-4 outline-none"
              placeholder="What would you like to do?"
            />
            <List.List className="min-h-0 flex-1 overflow-auto py-1">
              <List.Empty className="px-4 py-2 text-dim">No command goes by that name.</List.Empty>
              {commands.map(({ id, title, group, enabled }) => (
                <List.Item
                  key={id}
                  value={`${title} ${group}`}
                  disabled={enabled?.() === false}
                  className="flex h-[32px] cursor-default items-center gap-3 px-4 data-[disabled=true]:opacity-40 data-[selected=true]:bg-line"
                  onSelect={() => {
                    close()
                    call(id)
                  }}
                >
                  <span className="min-w-0 flex-1 truncate">{title}</span>
                  <span className="text-[12px] text-dim">{group}</span>
                  <Keys id={id} />
                </List.Item>
              ))}
            </List.List>
          </List>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Keys({ id }: { readonly id: string }) {
  return <kbd className="min-w-[72px] text-right font-sans text-[12px] text-dim">{useKeys(id)}</kbd>
}
