import { Ban, Clock, Hand, History, Loader, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Result } from '../../state/results/results.ts'
import { useHostGone } from '../../state/use.ts'
import { useBlocker } from '../../state/useTab.ts'
import {
  AWAITED,
  countText,
  needsUserInput,
  notesOf,
  describeElapsed,
  describeStep,
  JOB_CONTINUES,
} from '../../state/steps/describeStep.ts'
import { showSeconds } from '../../state/steps/showSeconds.ts'

const icons: { readonly [P in Step['phase']]: ReactNode } = {
  waiting: <Clock size={13} aria-hidden="true" />,
  running: <Loader size={13} className="turning" aria-hidden="true" />,
  done: <History size={13} aria-hidden="true" />,
  failed: <TriangleAlert size={13} aria-hidden="true" />,
  skipped: <Ban size={13} aria-hidden="true" />,
  cancelled: <Ban size={13} aria-hidden="true" />,
}

interface StepStateProps {
  readonly step: Step
  readonly result: Result | null
  /** Patchbay stopped in the middle of the run: steps that had not ended neither wait nor work. */
  readonly interrupted: boolean
}

/**
 * The state of a node in its run, at the right of its title. A finished node shows only that its result was reused, and
 * its notes.
 */
export function StepState({ step, result, interrupted }: StepStateProps) {
  const gone = useHostGone()
  const still = (interrupted || gone) && (step.phase === 'waiting' || step.phase === 'running')
  const blocker = useBlocker(step)
  const text = still ? (interrupted ? 'Interrupted' : 'Not known') : describeStep(step, blocker)
  const working = step.phase === 'running' && !still
  if (text === '' && !working) return null
  if (step.phase === 'done' && notesOf(step).length > 0) {
    const count = countText(step)
    return (
      <span
        className="flex shrink-0 items-center gap-1 text-[12px] text-accent"
        role="note"
        aria-label={text}
        title={text}
      >
        <TriangleAlert size={13} aria-hidden="true" />
        {count !== '' && <span>{count}</span>}
      </span>
    )
  }
  // A small icon: the foot has the text.
  if (step.phase === 'done') {
    return (
      <span className="shrink-0 text-dim" title={text}>
        {icons.done}
      </span>
    )
  }
  const tone =
    step.phase === 'failed'
      ? 'text-failed'
      : working || (needsUserInput(step) && !still)
        ? 'text-accent'
        : 'text-dim'
  return (
    <span
      className={`flex ${blocker === '' && !isLong(step) ? 'shrink-0' : 'min-w-0'} items-center gap-1 text-[12px] ${tone}`}
      {...(blocker !== '' && { title: text })}
      {...(step.phase === 'cancelled' && step.goesOn === true && { title: JOB_CONTINUES })}
    >
      {still ? (
        icons.cancelled
      ) : needsUserInput(step) ? (
        <Hand size={13} aria-hidden="true" />
      ) : (
        icons[step.phase]
      )}
      {text !== '' && <span className="truncate">{text}</span>}
      {working && !text.startsWith('Queued') && text !== AWAITED && (
        <Elapsed since={step.startedAt} expected={expectedTime(step, result)} />
      )}
    </span>
  )
}

/** Whether its text may take the room of the title. */
const isLong = (step: Step): boolean => step.phase === 'cancelled' && step.goesOn === true

/** How long jobs of this engine usually take, else how long the last one took, in milliseconds. */
function expectedTime(step: Extract<Step, { phase: 'running' }>, result: Result | null): number | null {
  const usual = Object.values(step.progress).find(({ expected }) => expected !== undefined)?.expected
  // The jobs of a list run partly in parallel, partly in sequence: the number of rounds is not known.
  if (step.items > 1) return null
  if (usual !== undefined) return usual
  return result === null || result.reused || result.startedAt === null
    ? null
    : result.finishedAt - result.startedAt
}

function Elapsed({ since, expected }: { readonly since: number; readonly expected: number | null }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  if (now - since < 1000) return expected === null ? null : <span>{`about ${showSeconds(expected)}`}</span>
  return <span>{describeElapsed(now - since, expected)}</span>
}
