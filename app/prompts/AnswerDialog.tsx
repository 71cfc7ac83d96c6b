import { useEffect, useState } from 'react'
import { isList, isMedia } from '#shared/ports/value.ts'
import type { Value } from '#shared/ports/value.ts'
import type { Port } from '#shared/ports/port.ts'
import type { ItemPath } from '#shared/run/address.ts'
import { useEditor } from '../base/useEditor.ts'
import { focusCard } from '../graph/acts/walk.ts'
import { titleOf } from '../state/nodeType.ts'
import { useNode } from '../state/useTab.ts'
import { notifyFailure } from '../base/notify.ts'
import { Dialog, DialogDescription, DialogPopup, DialogTitle } from '../base/ui/Dialog.tsx'
import { useRuns } from '../state/use.ts'
import type { Answer } from '../state/mask/openPrompt.ts'
import { answerPrompt } from '../state/prompts/answerPrompt.ts'
import type { OpenAnswer } from '../state/prompts/answerStore.ts'
import { promptPort, closeAnswer } from '../state/prompts/answerStore.ts'
import type { Question } from '../state/prompts/promptText.ts'
import { questionsOf } from '../state/prompts/promptText.ts'
import { ChoosePictures } from './ChoosePictures.tsx'
import { PlainAnswer } from './PlainAnswer.tsx'

/** The prompts of a node in a run, one item after the other. Esc leaves the rest for later; the run waits. */
export function AnswerDialog({ open }: { readonly open: OpenAnswer }) {
  const editor = useEditor()
  const { run, node } = open
  const title = useNode(node, titleOf, '')
  const step = useRuns(({ runs }) => runs[run]?.steps[node])
  /** Items that were answered here: the run may not have reported it yet. */
  const [answered, setAnswered] = useState<ReadonlySet<ItemPath>>(new Set())
  const questions = questionsOf(step)
  const left = questions.filter(({ item }) => !answered.has(item))
  const [question] = left
  const [several] = useState(questions.length > 1)
  const total = answered.size + left.length
  const close = (): void => {
    closeAnswer(editor)
    focusCard(editor, node)
  }
  const isOver = question === undefined
  // Everything is answered, or the run was cancelled meanwhile.
  useEffect(() => {
    if (isOver) close()
  }, [isOver])

  async function answer(asked: Question, value: Answer): Promise<void> {
    await answerPrompt(editor, open, asked, value, !several)
    setAnswered((previous) => new Set([...previous, asked.item]))
  }

  const port = question === undefined ? null : promptPort(editor, node, question.prompt.input)
  return (
    <Dialog open={!isOver} onClose={close} backdrop="z-40 bg-black/60">
      <DialogPopup
        className={`fixed top-1/2 left-1/2 z-45 flex max-h-[94vh] -translate-1/2 flex-col rounded-lg border border-line bg-raised shadow-[var(--shadow)] outline-none ${port?.control.kind === 'pick' ? 'h-[94vh] w-[min(1280px,96vw)]' : 'w-[460px] max-w-[94vw]'}`}
      >
        {question !== undefined && (
          <>
            <div className="flex shrink-0 items-baseline gap-3 border-b border-line px-4 py-3">
              <DialogTitle className="m-0 min-w-0 truncate text-[15px] font-semibold">{title}</DialogTitle>
              <DialogDescription className="m-0 min-w-0 truncate text-dim">
                {`${question.prompt.words}.`}
              </DialogDescription>
              {total > 1 && (
                <span className="ml-auto shrink-0 text-dim">{`${answered.size + 1} of ${total}`}</span>
              )}
            </div>
            <AnswerForm
              key={question.item}
              node={node}
              port={port}
              question={question}
              onAnswer={(value) =>
                void answer(question, value).catch((thrown) => notifyFailure(editor, thrown))
              }
              onLeave={close}
            />
          </>
        )}
      </DialogPopup>
    </Dialog>
  )
}

interface AnswerProps {
  readonly node: string
  readonly port: Port | null
  readonly question: Question
  readonly onAnswer: (value: Answer) => void
  readonly onLeave: () => void
}

function AnswerForm({ node, port, question, onAnswer, onLeave }: AnswerProps) {
  if (port === null)
    return <p className="m-0 p-4 text-dim">This node is not in the workflow any more. Cancel the run.</p>
  if (port.control.kind !== 'pick')
    return (
      <PlainAnswer
        node={node}
        input={question.prompt.input}
        port={port}
        onAnswer={onAnswer}
        onLeave={onLeave}
      />
    )
  const from = question.prompt.inputs[port.control.from]
  const values: readonly Value[] = from !== undefined && isList(from) ? from : []
  const pictures = values.filter(isMedia)
  return (
    <ChoosePictures
      pictures={pictures}
      onChoose={(chosen) => onAnswer({ chosen: [...chosen], pictures: pictures.map(({ sha256 }) => sha256) })}
      onLeave={onLeave}
    />
  )
}
