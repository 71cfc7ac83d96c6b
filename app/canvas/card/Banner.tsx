import type { ErrorData } from '#shared/errors.ts'
import type { Editor } from '../../base/editor.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { MetJob } from '../../state/jobs/jobActs.ts'
import { outcomeOf, refreshJob } from '../../state/jobs/jobActs.ts'
import { sendSmallerCopies, tryAgain } from '../../state/runs/runActs.ts'
import { notifyFailure } from '../../base/notify.ts'
import { reportOutcome } from '../../base/reportOutcome.ts'
import { useRuns, useView } from '../../state/use.ts'
import { useJobEngine } from '../../state/jobs/useJobEngine.ts'
import { UnknownWays } from '../../widgets/jobs/UnknownWays.tsx'
import { Button } from '../../base/ui/Button.tsx'
import { engineOfError } from '../../state/engines.ts'
import { keyButton, showKeyField } from '../../state/runs/keyNeeded.ts'
import type { Band } from '../../graph/layout/cardLayout.ts'
import { useTab } from '../../state/useTab.ts'
import { cardButton } from './cardButton.ts'
import type { FailedStep } from '../../state/steps/failure.ts'
import { decidingError, failureLines, linesEach, waysOut } from '../../state/steps/failure.ts'

/** The error of a failed step, with what can be done about it. */
export function Banner({ step, band }: { readonly step: FailedStep; readonly band: Band }) {
  const lines = failureLines(step)
  const error = decidingError(step)
  const run = useTab((tab) => tab.run, null)
  const job = jobOf(error)
  const engine = useJobEngine(job ?? '')
  const isList = step.items !== undefined && step.items.length > 0
  return (
    <div
      role="alert"
      className="absolute inset-x-0 flex flex-col gap-1 overflow-hidden border-y border-line px-3 py-2"
      style={{ top: band.top, height: band.height }}
    >
      {isList ? (
        <ul className="m-0 list-none p-0">
          {lines.map((line) => (
            <li
              key={line}
              className="line-clamp-1 leading-[18px] wrap-anywhere select-text"
              style={{ WebkitLineClamp: linesEach(lines) }}
              title={line}
            >
              {line}
            </li>
          ))}
        </ul>
      ) : (
        <p className="m-0 line-clamp-7 leading-[18px] wrap-anywhere select-text" title={error.message}>
          {lines[0]}
        </p>
      )}
      {error.code === 'job.unknown' && job !== null ? (
        <div className="mt-auto">
          <UnknownWays job={{ job, run }} engine={engine} button={cardButton} />
        </div>
      ) : (
        <Ways error={error} job={job === null ? null : { job, run }} isList={isList} />
      )}
    </div>
  )
}

/** Whether the run that failed here has ended: before that, nothing of it can be retried. */
function useIsOver(): boolean {
  const run = useTab((tab) => tab.run, null)
  return useRuns(({ runs }) => run === null || runs[run]?.phase !== 'running')
}

/** The id of the job that an error is about. */
const jobOf = ({ data }: ErrorData): string | null => (typeof data?.['job'] === 'string' ? data['job'] : null)

interface WaysProps {
  readonly error: ErrorData
  readonly job: MetJob | null
  readonly isList: boolean
}

function Ways({ error, job, isList }: WaysProps) {
  const editor = useEditor()
  const isOver = useIsOver()
  const engine = useView((view) => engineOfError(view, error))
  const ways = waysOut(error)
  const act = (does: (editor: Editor) => Promise<void>) => () =>
    void does(editor).catch((thrown) => notifyFailure(editor, thrown))
  const whenOver = { disabled: !isOver, needsHost: true } as const
  return (
    <div className="mt-auto flex items-center gap-2">
      {error.code === 'job.awaited' && job !== null && (
        <Button
          needsHost
          className={cardButton}
          title="Requests the result again. Nothing is submitted or charged."
          onClick={() => void reportOutcome(editor, outcomeOf(job), () => refreshJob(editor, job))}
        >
          Request again
        </Button>
      )}
      {ways.includes('smaller') && (
        <Button
          {...whenOver}
          className={cardButton}
          title={isOver ? 'Allows smaller copies in the settings, and retries' : WHEN_OVER}
          onClick={act(sendSmallerCopies)}
        >
          Send a smaller copy
        </Button>
      )}
      {ways.includes('again') && (
        <Button
          {...whenOver}
          className={cardButton}
          title={isOver ? 'Cached results are reused' : WHEN_OVER}
          onClick={act(tryAgain)}
        >
          {isList ? 'Retry failed' : 'Try again'}
        </Button>
      )}
      {ways.includes('settings') && engine !== undefined && (
        <Button className={cardButton} onClick={() => showKeyField(editor, engine.id)}>
          {keyButton(engine)}
        </Button>
      )}
      <code className="ml-auto min-w-0 truncate font-sans text-[12px] text-dim select-text">
        {error.code}
      </code>
    </div>
  )
}

const WHEN_OVER = 'When the run has ended'
