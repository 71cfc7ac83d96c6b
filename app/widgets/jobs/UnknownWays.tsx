import { useState } from 'react'
import { useEditor } from '../../base/useEditor.ts'
import type { MetJob } from '../../state/jobs/jobActs.ts'
import { outcomeOf, submitAgain } from '../../state/jobs/jobActs.ts'
import { reportOutcome } from '../../base/reportOutcome.ts'
import { Button } from '../../base/ui/Button.tsx'
import { RequestForm } from './RequestForm.tsx'

/** The two ways to resolve an unknown job: only the user can find out whether it was accepted. */
export function UnknownWays({ job, button }: { readonly job: MetJob; readonly button: string }) {
  const editor = useEditor()
  const [naming, setNaming] = useState(false)
  return (
    <div className="flex flex-col gap-2">
      {naming ? (
        <RequestForm job={job} button={button} onLeave={() => setNaming(false)} />
      ) : (
        <Button needsHost className={button} onClick={() => setNaming(true)}>
          Enter the request id
        </Button>
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
