import { Hand } from 'lucide-react'
import type { Step } from '#shared/run/reduceRun.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { Band } from '../../graph/layout/cardLayout.ts'
import { useInterrupted } from '../../state/useTab.ts'
import { tryAgain } from '../../state/runs/runActs.ts'
import { notifyFailure } from '../../base/notify.ts'
import { Button } from '../../base/ui/Button.tsx'
import { answerVerb, openAnswer } from '../../state/prompts/answerStore.ts'
import { promptText, questionsOf } from '../../state/prompts/promptText.ts'

interface PromptBandProps {
  readonly id: string
  readonly title: string
  readonly step: Step
  readonly band: Band
}

const button =
  'nodrag flex h-7 shrink-0 cursor-pointer items-center gap-2 rounded-[6px] border border-transparent bg-amber-fill px-3 font-semibold text-on-amber hover:brightness-110'

/** The prompt of a step and the button that leads to the answer; on a card as high as `askHeight` returns. */
export function PromptBand({ id, title, step, band }: PromptBandProps) {
  const editor = useEditor()
  const interrupted = useInterrupted()
  const text = promptText(questionsOf(step))
  const verb = answerVerb(editor, id, step)
  return (
    <div
      role="group"
      aria-label={`${title} needs you`}
      className="absolute inset-x-0 flex flex-col gap-2 overflow-hidden border-y border-line px-3 py-2"
      style={{ top: band.top, height: band.height }}
    >
      <p className="m-0 line-clamp-4 leading-[18px] select-text">{text}</p>
      <div className="mt-auto flex">
        {interrupted ? (
          <Button
            needsHost
            data-enter
            className={button}
            title="Patchbay closed during this run. Finished results are reused."
            onClick={() => void tryAgain(editor).catch((thrown) => notifyFailure(editor, thrown))}
          >
            Finish the run
          </Button>
        ) : (
          <Button data-enter className={button} onClick={() => void openAnswer(editor, id)}>
            <Hand size={14} aria-hidden />
            {verb}
          </Button>
        )}
      </div>
    </div>
  )
}
