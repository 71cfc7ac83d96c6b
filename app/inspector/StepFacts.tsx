import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { ErrorData } from '#shared/errors.ts'
import { itemNumber } from '#shared/run/address.ts'
import type { Gap } from '#shared/run/gap.ts'
import { labelStep, notesOf } from '../state/steps/describeStep.ts'
import { gapReason, gapTitle } from '../state/steps/gapText.ts'
import { titleOf } from '../state/nodeType.ts'
import { showCost, showSeconds } from '../state/steps/showSeconds.ts'
import { useCardJobs } from '../state/jobs/useCardJobs.ts'
import { JobActs } from '../widgets/jobs/JobActs.tsx'
import { jobSentence } from '../state/jobs/jobText.ts'
import { useNode, useResult, useBlocker, useStep, useStopped } from '../state/useTab.ts'
import { Fact } from './Section.tsx'

const button =
  'h-[26px] rounded-[6px] border border-line bg-raised px-2 text-[12px] hover:border-dim disabled:opacity-40'

/** The state of a node in its latest run, its duration, and its error in full. */
export function StepFacts({ id }: { readonly id: string }) {
  const step = useStep(id)
  const blocker = useBlocker(id, step)
  const stopped = useStopped()
  const result = useResult(id)
  const jobs = useCardJobs(id)
  const state = step === null ? null : step.phase === 'done' ? 'Done' : labelStep(step, blocker, stopped)
  if (state === null && result === null) return <p className="m-0 text-dim">Not run yet.</p>
  return (
    <>
      {state !== null && <Fact name="State">{state}</Fact>}
      {result !== null && (
        <Fact name="Time">
          {result.reused || result.startedAt === null
            ? 'Cached'
            : showSeconds(result.finishedAt - result.startedAt)}
        </Fact>
      )}
      {result !== null && result.cost !== null && !result.reused && (
        <Fact name="Cost">{showCost(result.cost)}</Fact>
      )}
      {step?.phase === 'done' &&
        notesOf(step).map((text) => (
          <p key={text} className="m-0 flex gap-2 leading-[18px] break-words select-text">
            <TriangleAlert size={14} aria-hidden className="mt-[2px] shrink-0 text-accent" />
            <span className="min-w-0">{text}</span>
          </p>
        ))}
      {jobs.map((job) => (
        <div key={job.job} className="flex flex-col gap-2">
          <p className="m-0 leading-[18px] break-words select-text">{jobSentence(job)}</p>
          {job.requestId !== null && (
            <code className="text-[12px] break-all text-dim select-text">{job.requestId}</code>
          )}
          <JobActs job={job} button={button} />
        </div>
      ))}
      {step?.phase === 'failed' && <Failure error={step.error} />}
      {step?.phase === 'failed' &&
        step.items?.map(({ item, error }) => (
          <p key={item} className="m-0 leading-[18px] break-words select-text">
            <span className="text-dim">{`Item ${itemNumber(item)}: `}</span>
            {error.message}
          </p>
        ))}
      {step !== null && 'gaps' in step && step.gaps !== undefined && <Missing id={id} gaps={step.gaps} />}
    </>
  )
}

/** The items that are missing because nodes before this one failed for them. */
function Missing({ id, gaps }: { readonly id: string; readonly gaps: readonly Gap[] }) {
  return gaps.filter(({ of }) => of !== id).map((gap) => <MissingItem key={gap.item} gap={gap} />)
}

function MissingItem({ gap }: { readonly gap: Gap }) {
  const reason = gapReason(gap, useNode(gap.of, titleOf, ''))
  return (
    <p className="m-0 leading-[18px] break-words select-text">
      <span className="text-dim">{`${gapTitle(gap)}. `}</span>
      {reason}
    </p>
  )
}

function Failure({ error: { message, code, data } }: { readonly error: ErrorData }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="m-0 flex gap-2 leading-[18px] break-words select-text">
        <CircleAlert size={14} aria-hidden className="mt-[2px] shrink-0 text-failed" />
        <span className="min-w-0">{message}</span>
      </p>
      {data !== undefined && Object.keys(data).length > 0 && (
        <pre className="m-0 max-h-[240px] overflow-auto rounded-[5px] border border-line bg-canvas p-2 text-[12px] whitespace-pre-wrap select-text">
          {JSON.stringify({ code, ...data }, null, 2)}
        </pre>
      )}
    </div>
  )
}
