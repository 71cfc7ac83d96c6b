import { useEditor } from '../../base/useEditor.ts'
import { detachRequest, outcomeOf, refreshJob } from '../../state/jobs/jobActs.ts'
import { reportOutcome } from '../../base/reportOutcome.ts'
import { Button } from '../../base/ui/Button.tsx'
import { openViewer } from '../../state/viewer/openViewer.ts'
import type { CardJob } from '../../state/jobs/cardJobs.ts'
import { jobActs } from '../../state/jobs/jobText.ts'
import { UnknownWays } from './UnknownWays.tsx'

interface JobActsProps {
  readonly job: CardJob
  /** The style of each button. */
  readonly button: string
}

/** The user's actions on a job, as buttons. */
export function JobActs({ job, button }: JobActsProps) {
  const editor = useEditor()
  const acts = jobActs(job)
  const { media, title } = job
  if (acts.includes('attach')) return <UnknownWays job={job} engine={job.engine} button={button} />
  if (acts.length === 0) return null
  return (
    <div className="flex flex-wrap gap-2">
      {acts.includes('show') && media !== null && (
        <Button
          className={button}
          aria-label={`Show the result of ${title}`}
          onClick={() => openViewer(editor, media.sha256)}
        >
          Show the result
        </Button>
      )}
      {acts.includes('refresh') && (
        <Button
          needsHost
          className={button}
          aria-label={`Request the output of ${title} again`}
          title="Requests the result again. Nothing is submitted or charged."
          onClick={() => void reportOutcome(editor, outcomeOf(job), () => refreshJob(editor, job))}
        >
          Request again
        </Button>
      )}
      {acts.includes('detach') && (
        <Button
          needsHost
          className={button}
          aria-label={`Detach the request of ${title}`}
          title="Undoes attaching this request"
          onClick={() => void reportOutcome(editor, outcomeOf(job), () => detachRequest(editor, job, title))}
        >
          Detach
        </Button>
      )}
    </div>
  )
}
