import type { Step } from '#shared/run/reduceRun.ts'
import type { Media } from '#shared/ports/value.ts'
import { isList, isMedia } from '#shared/ports/value.ts'
import { Button } from '../../base/ui/Button.tsx'
import type { Editor } from '../../base/editor.ts'
import { useEditor } from '../../base/useEditor.ts'
import { notifyFailure } from '../../base/notify.ts'
import { previewOf } from '../../graph/layout/previewSize.ts'
import { MediaTile } from '../../media/MediaTile.tsx'
import { answerPrompt } from '../../state/prompts/answerPrompt.ts'
import { promptPort } from '../../state/prompts/answerStore.ts'
import type { Question } from '../../state/prompts/promptText.ts'
import { questionsOf } from '../../state/prompts/promptText.ts'

/** More pictures are too small on a card: they are chosen in the dialog. */
const MAX_PICTURES = 9

/** What a card itself can be asked: which of a few pictures to go on with. */
export interface CardChoice {
  readonly question: Question
  readonly pictures: readonly Media[]
}

/** The choice that a step waits for, if its card can show it; null for any other prompt, and for several at once. */
export function choiceOf(editor: Editor, node: string, step: Step | null): CardChoice | null {
  const [question, ...others] = questionsOf(step ?? undefined)
  if (question === undefined || others.length > 0) return null
  const control = promptPort(editor, node, question.prompt.input)?.control
  const from = control?.kind === 'pick' ? question.prompt.inputs[control.from] : undefined
  const pictures = from !== undefined && isList(from) ? from.filter(isMedia) : []
  return pictures.length === 0 || pictures.length > MAX_PICTURES ? null : { question, pictures }
}

interface ChoosePicturesProps extends CardChoice {
  readonly node: string
  readonly run: string
  /** Of the card, in pixels at 100 %. */
  readonly width: number
}

/** The pictures of a prompt to choose one: a click answers it, and the run continues. */
export function ChoosePictures({ node, run, question, pictures, width }: ChoosePicturesProps) {
  const editor = useEditor()
  const preview = previewOf({ outputs: { pictures: [...pictures] } }, width)
  const columns = preview.kind === 'media' ? preview.columns : 1
  const choose = (index: number): void => {
    const value = { chosen: [index], pictures: pictures.map(({ sha256 }) => sha256) }
    answerPrompt(editor, { run, node }, question, value, true).catch((thrown) =>
      notifyFailure(editor, thrown),
    )
  }
  return (
    <div
      className="grid size-full gap-[2px]"
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridAutoRows: 'minmax(0, 1fr)' }}
    >
      {pictures.map((media, index) => (
        <Button
          // The same picture may be there twice.
          key={`${media.sha256} ${index}`}
          needsHost
          className="nodrag min-h-0 cursor-pointer overflow-hidden outline-offset-[-2px] hover:opacity-80"
          aria-label={`Use picture ${index + 1} of ${pictures.length}`}
          title="Use this picture"
          onClick={() => choose(index)}
        >
          <MediaTile media={media} alt="" side={256} fit="cover" />
        </Button>
      ))}
    </div>
  )
}
