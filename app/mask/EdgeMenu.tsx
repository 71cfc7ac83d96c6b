import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../base/ui/Button.tsx'
import { Popover } from '../base/ui/Popover.tsx'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailure } from '../base/notify.ts'
import type { MaskSession } from './session.ts'
import { plainButton } from './styles.ts'

/** Actions on the whole mask: its edges, and what it starts from. */
export function EdgeMenu({ session }: { readonly session: MaskSession }) {
  const editor = useEditor()
  const [pixels, setPixels] = useState(8)
  return (
    <Popover
      title="Edges"
      className="flex w-[248px] flex-col gap-3 p-3"
      trigger={{
        className: `${plainButton} ml-1 flex items-center gap-1`,
        children: (
          <>
            Edges
            <ChevronDown size={14} aria-hidden />
          </>
        ),
      }}
    >
      <label className="flex items-center justify-between gap-2">
        By
        <span className="flex items-center gap-2">
          <input
            type="number"
            min={1}
            max={512}
            value={pixels}
            className="h-7 w-20 rounded-[5px] border border-line bg-canvas px-2"
            onChange={({ target }) => {
              const value = target.valueAsNumber
              if (value >= 1 && value <= 512) setPixels(Math.round(value))
            }}
          />
          pixels
        </span>
      </label>
      <div className="grid grid-cols-3 gap-2">
        <Button className={plainButton} onClick={() => session.whole({ tool: 'grow', pixels })}>
          Grow
        </Button>
        <Button className={plainButton} onClick={() => session.whole({ tool: 'grow', pixels: -pixels })}>
          Shrink
        </Button>
        <Button className={plainButton} onClick={() => session.whole({ tool: 'feather', pixels })}>
          Feather
        </Button>
      </div>
      <div className="flex flex-col gap-2 border-t border-line pt-3">
        <span className="text-dim">Start again from</span>
        <Button
          className={plainButton}
          onClick={() => void session.startFrom('alpha').catch((thrown) => notifyFailure(editor, thrown))}
        >
          Transparent areas
        </Button>
        {session.hasStart && (
          <Button
            className={plainButton}
            onClick={() => void session.startFrom('mask').catch((thrown) => notifyFailure(editor, thrown))}
          >
            The incoming mask
          </Button>
        )}
      </div>
    </Popover>
  )
}
