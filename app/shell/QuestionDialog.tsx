import { useState } from 'react'
import { Dialog, DialogDescription, DialogPopup, DialogTitle } from '../base/ui/Dialog.tsx'
import { TextButton } from '../base/ui/TextButton.tsx'
import { usePart } from '../base/useEditor.ts'
import type { ChoiceQuestion, Compared, NameQuestion, Question, TextQuestion } from '../base/showDialog.ts'
import { dialogStore } from '../base/showDialog.ts'
import { MediaTile } from '../media/MediaTile.tsx'

/** The open question, over everything. Esc dismisses it. */
export function QuestionDialog() {
  const { question, answer } = usePart(dialogStore)
  return (
    <Dialog open={question !== null} onClose={() => answer(null)} backdrop="z-40 bg-black/50">
      <DialogPopup className="fixed top-[18%] left-1/2 z-50 max-h-[78vh] w-[500px] max-w-[92vw] overflow-y-auto -translate-x-1/2 rounded-lg border border-line bg-raised p-4 shadow-[var(--shadow)] outline-none">
        {question !== null && <DialogBody question={question} answer={answer} />}
      </DialogPopup>
    </Dialog>
  )
}

interface DialogProps<Q> {
  readonly question: Q
  readonly answer: (answer: string | null) => void
}

const DialogBody = ({ question, answer }: DialogProps<Question>) =>
  question.kind === 'choice' ? (
    <Choices question={question} answer={answer} />
  ) : question.kind === 'text' ? (
    <Text question={question} answer={answer} />
  ) : (
    <Name question={question} answer={answer} />
  )

const title = 'm-0 text-[15px] font-semibold break-words'

function Choices({ question, answer }: DialogProps<ChoiceQuestion>) {
  return (
    <>
      <DialogTitle className={title}>{question.title}</DialogTitle>
      <DialogDescription className="mt-2 mb-4 break-words text-dim">{question.message}</DialogDescription>
      {(question.picture ?? question.compared) !== undefined && (
        <div className="mb-4 flex flex-wrap items-start gap-4">
          {question.picture !== undefined && <Picture {...question.picture} />}
          {question.compared !== undefined && <Differences {...question.compared} />}
        </div>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <TextButton size="dialog" onClick={() => answer(null)}>
          Cancel
        </TextButton>
        {question.choices.map(({ id, label, weight }) => (
          <TextButton
            key={id}
            size="dialog"
            look={weight ?? 'plain'}
            autoFocus={weight === 'main'}
            onClick={() => answer(id)}
          >
            {label}
          </TextButton>
        ))}
      </div>
    </>
  )
}

function Text({ question, answer }: DialogProps<TextQuestion>) {
  return (
    <>
      <DialogTitle className={title}>{question.title}</DialogTitle>
      <pre
        className="my-3 max-h-[56vh] overflow-y-auto rounded-md border border-line bg-canvas p-2 text-[12px] break-all whitespace-pre-wrap select-text"
        tabIndex={0}
        aria-label={question.title}
      >
        {question.text}
      </pre>
      <div className="flex justify-end">
        <TextButton size="dialog" look="main" autoFocus onClick={() => answer(null)}>
          Close
        </TextButton>
      </div>
    </>
  )
}

function Picture({ media, caption }: NonNullable<ChoiceQuestion['picture']>) {
  return (
    <figure className="m-0 w-[200px] shrink-0">
      {media !== null && (
        <div className="h-[200px] overflow-hidden rounded-md border border-line bg-canvas">
          <MediaTile media={media} alt={caption} side={512} />
        </div>
      )}
      <figcaption className={`text-[12px] text-dim ${media === null ? '' : 'mt-1'}`}>{caption}</figcaption>
    </figure>
  )
}

function Differences({ here, there, rows }: Compared) {
  return (
    <div
      className="max-h-[300px] min-w-[220px] flex-1 overflow-y-auto"
      tabIndex={0}
      role="group"
      aria-label="What differs"
    >
      {rows.map((row) => (
        <section key={row.name} className="mb-3 last:mb-0">
          <h3 className="m-0 font-medium">{row.name}</h3>
          <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
            <Side name={here} value={row.here} />
            <Side name={there} value={row.there} />
          </dl>
        </section>
      ))}
    </div>
  )
}

const Side = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt className="text-[12px] leading-[20px] whitespace-nowrap text-dim">{name}</dt>
    <dd className="m-0 min-w-0 break-words select-text">{value}</dd>
  </>
)

function Name({ question, answer }: DialogProps<NameQuestion>) {
  const [name, setName] = useState(question.name)
  const [tried, setTried] = useState(false)
  const verdict = question.check(name)
  const canReplace = !verdict.ok && verdict.canReplace
  // An empty field is not an error before the user tries to submit it.
  const why = verdict.ok || (name.trim() === '' && !tried) ? null : verdict.why
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (verdict.ok) answer(name)
      }}
    >
      <DialogTitle className={title}>{question.title}</DialogTitle>
      <label className="mt-3 block text-dim" htmlFor="asked-name">
        {question.label ?? 'Name'}
      </label>
      <input
        id="asked-name"
        className="mt-1 h-8 w-full rounded-md border border-line bg-canvas px-2 text-ink aria-invalid:border-failed"
        value={name}
        maxLength={200}
        autoFocus
        autoComplete="off"
        aria-invalid={why !== null}
        aria-describedby="asked-verdict"
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
      />
      <p
        id="asked-verdict"
        role="status"
        className={`mt-1 mb-3 min-h-[36px] break-words ${why === null ? 'text-dim' : 'text-failed'}`}
      >
        {why ?? (verdict.ok ? verdict.hint : '')}
      </p>
      <div className="flex justify-end gap-2">
        <TextButton size="dialog" onClick={() => answer(null)}>
          Cancel
        </TextButton>
        {canReplace && (
          <TextButton size="dialog" look="danger" onClick={() => answer(name)}>
            Replace
          </TextButton>
        )}
        <TextButton type="submit" size="dialog" look="main" keepsFocus={false} disabled={canReplace}>
          {question.action}
        </TextButton>
      </div>
    </form>
  )
}
