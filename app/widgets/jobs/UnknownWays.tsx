import { useState } from 'react'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { MetJob } from '../../state/jobs/jobActs.ts'
import { findRequest, outcomeOf, submitAgain } from '../../state/jobs/jobActs.ts'
import { useListsRequests } from '../../state/jobs/useJobEngine.ts'
import { reportOutcome } from '../../base/reportOutcome.ts'
import { Button } from '../../base/ui/Button.tsx'
import { RequestForm } from './RequestForm.tsx'

interface UnknownWaysProps {
  readonly job: MetJob
  readonly engine: EngineId | null
  /** The style of each button. */
  readonly button: string
}

/** The ways to resolve an unknown job: the engine may list it, or the user finds out whether it was accepted. */
export function UnknownWays({ job, engine, button }: UnknownWaysProps) {
  const editor = useEditor()
  const [naming, setNaming] = useState(false)
  const isFindable = useListsRequests(engine)
  return (
    <div className="flex flex-col gap-2">
      {naming ? (
        <RequestForm job={job} button={button} onLeave={() => setNaming(false)} />
      ) : (
        <div className="flex flex-wrap gap-2">
          {isFindable && (
            <Button
              needsHost
              className={`${button} grow`}
              title="Asks the engine whether it lists the request. Nothing is submitted or charged."
              onClick={() => void reportOutcome(editor, outcomeOf(job), () => findRequest(editor, job))}
            >
              Look for it
            </Button>
          )}
          <Button needsHost className={`${button} grow`} onClick={() => setNaming(true)}>
            Enter the request id
          </Button>
        </div>
      )}
      <Button
        needsHost
        className={button}
        onClick={() => void reportOutcome(editor, outcomeOf(job), () => submitAgain(editor, job))}
      >
        Submit again (may be charged twice)
      </Button>
    </div>
  )
}
