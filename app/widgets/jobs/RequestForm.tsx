import { useState } from 'react'
import { useEditor } from '../../base/useEditor.ts'
import type { MetJob } from '../../state/jobs/jobActs.ts'
import { attachRequest, outcomeOf } from '../../state/jobs/jobActs.ts'
import { reportOutcome } from '../../base/reportOutcome.ts'
import { Button } from '../../base/ui/Button.tsx'

interface RequestFormProps {
  readonly job: MetJob
  /** The style of its button. */
  readonly button: string
  readonly onLeave: () => void
}

/** The form for the request id of an unknown job. */
export function RequestForm({ job, button, onLeave }: RequestFormProps) {
  const editor = useEditor()
  const [request, setRequest] = useState('')
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void reportOutcome(editor, outcomeOf(job), () => attachRequest(editor, job, request.trim()))
      }}
    >
      <input
        className="nodrag h-[26px] min-w-0 flex-1 rounded-[6px] border border-line bg-canvas px-2 text-[12px]"
        aria-label="Request id"
        placeholder="From your requests at the engine"
        autoFocus
        value={request}
        onChange={(event) => setRequest(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') onLeave()
        }}
      />
      <Button needsHost type="submit" className={button} disabled={request.trim() === ''}>
        Attach
      </Button>
    </form>
  )
}
