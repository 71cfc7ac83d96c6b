import { useCallback, useState } from 'react'
import { usePart, useEditor } from '../base/useEditor.ts'
import { ListBox } from '../canvas/search/ListBox.tsx'
import { show, viewStore } from '../state/view.ts'
import { useDispatch } from '../base/dispatch.ts'
import { rankCommands } from './rankCommands.ts'
import { useKeys } from '../state/useKeys.ts'

/** Command palette. */
export function Palette() {
  const isOpen = usePart(viewStore, (view) => view.palette)
  return isOpen ? <Open /> : null
}

const SIZE = { width: 520, height: 420 }

function Open() {
  const editor = useEditor()
  const { commands, isEnabled, call } = useDispatch()
  // A command often applies to the focused element, so the focus is returned first.
  const [before] = useState(() => document.activeElement)
  const close = useCallback(() => show(editor, { palette: false }), [editor])
  return (
    <ListBox
      at={{ x: (window.innerWidth - SIZE.width) / 2, y: window.innerHeight * 0.18 }}
      size={SIZE}
      label="Command palette"
      placeholder="Type a command"
      empty="No matching commands."
      find={(query) =>
        rankCommands(commands, query).map((found) => ({
          id: found.id,
          label: found.title,
          disabled: !isEnabled(found),
          content: (
            <>
              <span className="min-w-0 flex-1 truncate">{found.title}</span>
              <span className="text-[12px] text-dim">{found.group}</span>
              <Keys id={found.id} />
            </>
          ),
        }))
      }
      onChoose={(id) => {
        close()
        if (before instanceof HTMLElement) before.focus({ preventScroll: true })
        call(id)
      }}
      onClose={close}
    />
  )
}

function Keys({ id }: { readonly id: string }) {
  return <kbd className="min-w-[96px] text-right font-sans text-[12px] text-dim">{useKeys(id)}</kbd>
}
