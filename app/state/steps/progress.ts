import type { Step } from '#shared/run/reduceRun.ts'

type Running = Extract<Step, { phase: 'running' }>

/** What tells how long a node takes. */
interface Made {
  readonly reused: boolean
  readonly startedAt: number | null
  readonly finishedAt: number
}

/** How long jobs of this engine usually take, else how long the last one took, in milliseconds; null if not known. */
export function expectedTime({ items, progress }: Running, last: Made | null): number | null {
  // The jobs of a list run partly in parallel, partly in sequence: the number of rounds is not known.
  if (items > 1) return null
  const usual = Object.values(progress).find(({ expected }) => expected !== undefined)?.expected
  if (usual !== undefined) return usual
  return last === null || last.reused || last.startedAt === null ? null : last.finishedAt - last.startedAt
}

/**
 * How much of a running step is done, from 0 to 1: of a list by its items, else as its engine reports, else by the usual
 * time. Null if nobody can tell, or if it takes longer than usual.
 */
export function shareDone(step: Running, elapsed: number, expected: number | null): number | null {
  if (step.items > 1) return Object.keys(step.ended).length / step.items
  const [only] = Object.values(step.progress)
  if (only?.progress !== undefined && only.progress > 0 && only.progress < 1) return only.progress
  return expected === null || expected <= 0 || elapsed > expected ? null : elapsed / expected
}
