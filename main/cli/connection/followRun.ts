import type { HostEvent } from '#shared/api/contract.ts'
import type { RunRow } from '#shared/api/records.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import type { Connection } from './connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import type { RunReporterOptions } from './runReporter.ts'
import { createRunReporter } from './runReporter.ts'

export interface FollowedRun {
  readonly plan: Plan
  readonly show: RunReporterOptions['show']
  /** Has the host run it; resolves with the run. What it rejects with is what following rejects with. */
  begin(): Promise<string>
}

type Ended = 'finished' | 'left' | 'gone'

/**
 * Tells of a run, and answers with its exit code: the same wherever it goes on. An interrupt cancels a run of this process.
 * One that goes on in an editor is left alone: it is said how that is cancelled.
 */
export async function followRun(
  followed: FollowedRun,
  { client, holder, pathOf }: Connection,
  { console, interrupted, log, setInterruptMessage: sayOnInterrupt }: CommandContext,
): Promise<ExitCode> {
  const reporter = createRunReporter({ ...followed, console, pathOf })
  const { promise, resolve } = Promise.withResolvers<Ended>()
  /** What was told before it was known which run it is. */
  let early: HostEvent[] | null = []
  let run = ''

  function onEvent(event: HostEvent): void {
    if (early !== null) early.push(event)
    else if (event.type === 'runs.changed') console.status(queuePosition(event.runs, run))
    else if (event.type === 'history.incomplete' && event.run === run)
      console.info(`The history of this run is not complete: ${event.why}`)
    else if (event.type === 'run.events' && event.run === run) event.events.forEach(onRunEvent)
  }

  function onRunEvent(event: RunEvent): void {
    try {
      reporter.onEvent(event)
    } finally {
      // Whatever telling of it came to, the run is over.
      if (event.type === 'run.finished') resolve('finished')
    }
  }

  function interrupt(): void {
    if (holder !== null) resolve('left')
    // It may be over by now: then there is nothing to cancel.
    else
      client
        .request('run.cancel', { run })
        .catch((thrown: unknown) => log.debug('cancel.refused', { run, error: thrown }))
  }

  const unsubscribe = client.subscribe(onEvent)
  try {
    run = await followed.begin()
    if (holder !== null) {
      sayOnInterrupt(
        `The run goes on in the editor (process ${holder.pid}), and this leaves it alone. To cancel it: patchbay cancel ${run}`,
      )
      console.info(`The editor (process ${holder.pid}) holds the library, so the run goes on there.`)
      void holder.ended.then(() => resolve('gone'))
    }
    interrupted.addEventListener('abort', interrupt, { once: true })
    const missed = early
    early = null
    missed.forEach(onEvent)
    if (interrupted.aborted) interrupt()
    const end = await promise
    console.status('')
    if (end === 'left') return EXIT.interrupted
    if (end === 'gone') {
      console.info(`The editor has ended before the run. To finish it: patchbay resume ${run}`)
      return EXIT.again
    }
    const { state, worst } = reporter.end(run)
    return state === 'cancelled' && worst !== EXIT.unknown ? EXIT.interrupted : worst
  } finally {
    unsubscribe()
    interrupted.removeEventListener('abort', interrupt)
  }
}

/** `In the editor's queue, place 2`; '' for a run that does not wait. */
function queuePosition(rows: readonly RunRow[], run: string): string {
  const position = rows.filter(({ state }) => state === 'queued').findIndex(({ id }) => id === run)
  return position < 0 ? '' : `In the editor's queue, place ${position + 1}`
}
