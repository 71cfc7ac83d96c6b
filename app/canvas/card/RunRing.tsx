import { useEffect, useState } from 'react'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Band } from '../../graph/layout/cardLayout.ts'
import type { Result } from '../../state/results/results.ts'
import { describeElapsed, describeStep } from '../../state/steps/describeStep.ts'
import { expectedTime, shareDone } from '../../state/steps/progress.ts'
import { showSeconds } from '../../state/steps/showSeconds.ts'

type Running = Extract<Step, { phase: 'running' }>

interface RunRingProps {
  readonly step: Running
  /** What the node made last, which tells how long it takes if its engine does not. */
  readonly result: Result | null
}

/** Milliseconds since the step began, counted in seconds. */
function useElapsed(since: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, now - since)
}

const RADIUS = 26
const AROUND = 2 * Math.PI * RADIUS

/** Over the image of a running node: a ring of how far it is, with the time that it has taken and usually takes. */
export function RunRing({ step, result, band }: RunRingProps & { readonly band: Band }) {
  const elapsed = useElapsed(step.startedAt)
  const expected = expectedTime(step, result)
  const share = shareDone(step, elapsed, expected)
  const count = step.items > 1 ? describeStep(step).split(',')[0] : undefined
  return (
    <div
      className="pointer-events-none absolute inset-x-0 grid place-items-center"
      style={{ top: band.top, height: band.height }}
      role="img"
      aria-label={`Running: ${count ?? describeElapsed(elapsed, expected)}`}
    >
      <div className="run-ring relative grid size-[64px] place-items-center rounded-full">
        <svg
          className={`absolute inset-0 ${share === null ? 'turning' : '-rotate-90'}`}
          viewBox="0 0 64 64"
          aria-hidden
        >
          <circle className="run-ring-track" cx="32" cy="32" r={RADIUS} />
          <circle
            className="run-ring-share"
            cx="32"
            cy="32"
            r={RADIUS}
            strokeDasharray={AROUND}
            strokeDashoffset={AROUND * (1 - (share ?? 0.25))}
          />
        </svg>
        <span className="text-center text-[12px] leading-[14px] text-white" aria-hidden>
          {count ?? showSeconds(elapsed)}
          {count === undefined && expected !== null && elapsed <= expected && (
            <span className="block text-white/70">{`of ${showSeconds(expected)}`}</span>
          )}
        </span>
      </div>
    </div>
  )
}

/** The time alone, for a card without an image. */
export function RunTime({ step, result }: RunRingProps) {
  const elapsed = useElapsed(step.startedAt)
  if (elapsed < 1000) return null
  return <span title={describeElapsed(elapsed, expectedTime(step, result))}>{showSeconds(elapsed)}</span>
}
