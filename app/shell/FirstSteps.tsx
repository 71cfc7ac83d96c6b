import { X } from 'lucide-react'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { useKeys } from '../state/useKeys.ts'
import { useView } from '../state/use.ts'
import { closeFirstSteps } from '../state/firstSteps.ts'

/** Three sentences for new users. They do not block what is below. */
export function FirstSteps() {
  const editor = useEditor()
  const shown = useView((view) => view.firstSteps && view.panel === null)
  const isFree = useView(({ settings }) => settings?.mode === 'practice')
  const run = useKeys('run.all')
  const palette = useKeys('help.palette')
  if (!shown) return null
  return (
    <aside
      data-covers
      aria-label="First steps"
      className="pointer-events-none absolute inset-x-3 bottom-3 z-10 mx-auto w-fit max-w-[760px] rounded-lg border border-line bg-raised px-4 py-3 shadow-[var(--shadow)]"
    >
      <header className="mb-1 flex items-center">
        <h2 className="m-0 flex-1 text-[14px] font-semibold">First steps</h2>
        <Button
          aria-label="Close first steps"
          className="pointer-events-auto grid size-6 place-items-center rounded text-dim hover:text-ink"
          onClick={() => closeFirstSteps(editor)}
        >
          <X size={14} aria-hidden />
        </Button>
      </header>
      <ol className="m-0 flex list-decimal flex-col gap-1 pl-4">
        <li>
          Press <strong className="font-semibold">Run</strong> ({run}):{' '}
          {isFree
            ? 'the practice engine draws every picture on this machine, free and without a key.'
            : 'real models make the pictures, which costs money. With Practice at the top it is free.'}
        </li>
        <li>Change a prompt and run again: only the nodes that depend on it run.</li>
        <li>
          Double-click the canvas to add a node, drop a picture or a workflow on it to bring it in, and press{' '}
          {palette} to find everything else by name.
        </li>
      </ol>
    </aside>
  )
}
