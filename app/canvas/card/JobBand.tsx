import { CircleDollarSign, Inbox, Link, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunJobState } from '#shared/api/runJobs.ts'
import type { CardJob } from '../../state/jobs/cardJobs.ts'
import { JobActs } from '../../widgets/jobs/JobActs.tsx'
import { jobSentence } from '../../state/jobs/jobText.ts'
import { moreJobsText, shownOnCard } from '../../graph/layout/jobBand.ts'
import type { Band } from '../../graph/layout/cardLayout.ts'
import { cardButton } from './cardButton.ts'

const icons: { readonly [S in RunJobState]: ReactNode } = {
  'goes on': <CircleDollarSign size={14} aria-hidden />,
  arrived: <Inbox size={14} aria-hidden />,
  awaited: <TriangleAlert size={14} aria-hidden />,
  expired: <TriangleAlert size={14} aria-hidden />,
  unknown: <TriangleAlert size={14} aria-hidden />,
  stopped: <CircleDollarSign size={14} aria-hidden />,
  attached: <Link size={14} aria-hidden />,
}

interface JobBandProps {
  readonly title: string
  readonly jobs: readonly CardJob[]
  readonly band: Band
}

/**
 * What the user should know about a card's jobs beside its step, with the possible actions; as high as `jobBandHeight`
 * returns.
 */
export function JobBand({ title, jobs, band }: JobBandProps) {
  const more = moreJobsText(jobs)
  return (
    <div
      role="group"
      aria-label={`Jobs of ${title}`}
      className="absolute inset-x-0 overflow-hidden border-y border-line"
      style={{ top: band.top, height: band.height }}
    >
      {shownOnCard(jobs).map((job) => (
        <div key={job.job} className="flex flex-col gap-2 px-3 py-2">
          <p className="m-0 flex gap-2 leading-[18px] text-dim select-text">
            <span className="mt-[2px] shrink-0">{icons[job.state]}</span>
            <span className="min-w-0">{jobSentence(job)}</span>
          </p>
          <JobActs job={job} button={cardButton} />
        </div>
      ))}
      {more !== '' && <p className="m-0 px-3 pb-2 leading-[18px] text-dim">{more}</p>}
    </div>
  )
}
