import { formatDollars, formatTime } from '#shared/measures.ts'
import type { RunOutline } from '#shared/run/outline.ts'
import type { Run } from '#shared/run/reduceRun.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Console } from '../console/console.ts'

/**
 * With more steps than this the progress line is drawn less often than events occur, because each time all of them are
 * counted.
 */
const MANY = 200
/** It then stays for at least this many milliseconds. */
const STANDS = 100

/**
 * Prints a run's progress on a terminal: a line when a node has ended, and a progress line. Silent if standard error is
 * not a terminal.
 */
export function createProgress(plan: RunOutline, console: Console): (event: RunEvent) => void {
  const titles = new Map(plan.nodes.map(({ node, title: called }) => [node, called]))
  const title = (node: string): string => titles.get(node) ?? node
  const startedAt = new Map<string, number>()
  let run: Run | null = null
  /** Whether something has happened since the line was drawn. */
  let pending: RunEvent[] = []
  let drawnAt = Number.NEGATIVE_INFINITY

  function showEvent(event: RunEvent): void {
    if (event.type === 'step.started') startedAt.set(event.node, event.at)
    else if (event.type === 'step.done') {
      const took = formatTime(event.at - (startedAt.get(event.node) ?? event.at))
      const cost = event.cost === null ? '' : `, ${formatDollars(event.cost)}`
      console.info(`done    ${title(event.node)}: ${event.reused ? 'cached' : took}${cost}`)
    } else if (event.type === 'step.failed') console.info(`failed  ${title(event.node)}`)
    else if (event.type === 'step.cancelled') console.info(`stopped ${title(event.node)}`)
  }

  return (event) => {
    if (!console.terminal) return
    pending.push(event)
    showEvent(event)
    if (event.type === 'run.finished') return console.status('')
    const stood = event.at - drawnAt
    if (titles.size > MANY && stood >= 0 && stood < STANDS) return
    drawnAt = event.at
    run = reduceRun(run, pending)
    pending = []
    if (run !== null) console.status(statusLine(run, title))
  }
}

const SHOWN = 3

/** `2 of 5 · Inpaint: in the queue, place 3`. */
export function statusLine(run: Run, title: (node: string) => string): string {
  const steps = Object.entries(run.steps)
  const ended = steps.filter(([, step]) => step.phase !== 'waiting' && step.phase !== 'running').length
  const working = steps.flatMap(([node, step]) => {
    if (step.phase !== 'running') return []
    const [update] = Object.values(step.progress)
    const position = update?.queuePosition
    const state = update?.status === undefined ? '' : `: ${update.status.replaceAll('_', ' ')}`
    return [`${title(node)}${state}${position === undefined ? '' : `, place ${position}`}`]
  })
  const more = working.length > SHOWN ? [`${working.length - SHOWN} more`] : []
  return [`${ended} of ${steps.length}`, ...working.slice(0, SHOWN), ...more].join(' · ')
}
