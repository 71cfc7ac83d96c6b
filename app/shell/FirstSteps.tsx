import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { IconButton } from '../base/ui/IconButton.tsx'
import { acceptsText } from '../base/keys/acceptsText.ts'
import { isEscape } from '../base/keys/isEnter.ts'
import { useEditor } from '../base/useEditor.ts'
import { closeFirstSteps } from '../state/firstSteps.ts'
import { isDirty } from '../state/tabs.ts'
import { useRuns, useTabs, useView } from '../state/use.ts'
import { useKeys } from '../state/useKeys.ts'

/** The three steps for new users, below what they are about. They end by themselves, or with Esc. */
export function FirstSteps() {
  const editor = useEditor()
  const shown = useView((view) => view.firstSteps && view.panel === null)
  const isFree = useView(({ settings }) => settings?.mode === 'practice')
  const hasRun = useRuns(({ rows }) => rows.some(({ state }) => state === 'done'))
  const hasChanged = useTabs(({ tabs, active }) => tabs.some((tab) => tab.id === active && isDirty(tab)))
  const run = useKeys('run.all')
  useEffect(() => {
    if (!shown) return undefined
    const onKeyDown = (event: KeyboardEvent): void => {
      const isOthers =
        acceptsText(event.target) || document.querySelector('[role="dialog"], [role="menu"]') !== null
      if (isEscape(event) && !isOthers) closeFirstSteps(editor)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [editor, shown])
  if (!shown) return null
  const now = !hasRun ? 1 : hasChanged ? 3 : 2
  return (
    <aside
      data-covers
      aria-label="First steps"
      className="absolute right-[276px] bottom-3 left-3 z-10 mx-auto flex w-fit items-center gap-3 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-4 shadow-[var(--shadow)]"
    >
      <ol className="m-0 flex flex-wrap gap-x-5 gap-y-1 p-0">
        <Step number={1} now={now}>
          <strong className="font-semibold">Run</strong> ({run}):{' '}
          {isFree ? 'free in Practice, no key needed' : 'real models cost money, Practice is free'}
        </Step>
        <Step number={2} now={now}>
          Change a prompt or paint another mask
        </Step>
        <Step number={3} now={now}>
          Run again: only what changed runs
        </Step>
      </ol>
      <IconButton label="Close first steps" onClick={() => closeFirstSteps(editor)}>
        <X size={15} aria-hidden />
      </IconButton>
    </aside>
  )
}

interface StepProps {
  readonly number: number
  /** The number of the step that comes next. */
  readonly now: number
  readonly children: ReactNode
}

function Step({ number, now, children }: StepProps) {
  const isDone = number < now
  return (
    <li
      aria-current={number === now ? 'step' : undefined}
      className={`flex items-center gap-2 ${number === now ? '' : 'text-dim'}`}
    >
      <span
        className={`grid size-5 shrink-0 place-items-center rounded-full border text-[12px] ${number === now ? 'border-accent' : 'border-line'}`}
      >
        {isDone ? <Check size={13} role="img" aria-label="Done" /> : number}
      </span>
      <span>{children}</span>
    </li>
  )
}
