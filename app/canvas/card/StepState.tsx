import { Ban, Clock, History, Loader, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Result } from '../../stores/results.ts'
import { describeStep } from './describeStep.ts'
import { showSeconds } from './showSeconds.ts'

const icons: { readonly [P in Step['phase']]: ReactNode } = {
  waiting: <Clock size={13} aria-hidden="true" />,
  running: <Loader size={13} className="turning" aria-hidden="true" />,
  done: <History size={13} aria-hidden="true" />,
  failed: <TriangleAlert size={13} aria-hidden="true" />,
  skipped: <Ban size={13} aria-hidden="true" />,
  cancelled: <Ban size={13} aria-hidden="true" />,
}

/** Where a node is in its run, at the right of its title. A node that is done says nothing, but for a reused result. */
export function StepState({ step, result }: { readonly step: Step; readonly result: Result | null }) {
  const words = describeStep(step)
  if (words === '' && step.phase !== 'running') return null
  const tone = step.phase === 'failed' ? 'text-failed' : step.phase === 'running' ? 'text-accent' : 'text-dim'
  return (
    <span className={`flex shrink-0 items-center gap-1 text-[12px] ${tone}`}>
      {icons[step.phase]}
      {words !== '' && <span>{words}</span>}
      {step.phase === 'running' && !words.startsWith('Queued') && (
        <Elapsed since={step.startedAt} expected={expectedTime(result)} />
      )}
    </span>
  )
}

/** As long as it took the last time, in milliseconds. */
const expectedTime = (result: Result | null): number | null =>
  result === null || result.reused || result.startedAt === null ? null : result.finishedAt - result.startedAt

function Elapsed({ since, expected }: { readonly since: number; readonly expected: number | null }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const about = expected === null ? '' : ` of about ${showSeconds(expected)}`
  if (now - since < 1000) return null
  return <span>{`${showSeconds(now - since)}${about}`}</span>
}
