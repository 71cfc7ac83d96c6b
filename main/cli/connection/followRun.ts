import type { HostEvent } from '#shared/api/contract.ts'
import type { RunOutline } from '#shared/run/outline.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import type { Connection } from './connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import type { RunReporter, RunReporterOptions } from './runReporter.ts'
import { createRunReporter } from './runReporter.ts'

/** A run that a host carries out, with what it said of it. */
export interface BegunRun {
  readonly run: string
  readonly plan: RunOutline
}

export interface FollowedRun {
  readonly show: RunReporterOptions['show']
  /** What was heard before `begin` is called: the run may have begun by then, and even have ended. */
  readonly before?: readonly HostEvent[]
  /** Has the host run it; resolves with that. What it rejects with is what following rejects with. */
  begin(): Promise<BegunRun>
}

type Ended = 'finished' | 'left' | 'gone'

/**
 * Prints a run's progress and returns its exit code, wherever it runs. An interrupt cancels a run of this process; one
 * in an editor continues, and the way to cancel it is printed.
 */
export async function followRun(
  followed: FollowedRun,
  { client, holder, pathOf }: Connection,
  { console, interrupted, log, setInterruptMessage }: CommandContext,
): Promise<ExitCode> {
  const { promise, resolve } = Promise.withResolvers<Ended>()
  /** Events from before the run's id was known. */
  let early: HostEvent[] | null = []
  let run = ''
  /** The runs that wait in the editor, in their order. */
  let waiting: readonly string[] = []
  let reporter: RunReporter | null = null

  function onEvent(event: HostEvent): void {
    if (event.type === 'runs.changed') {
      waiting = event.waiting ?? waiting
      if (early === null) console.status(queuePosition(waiting, run))
    } else if (early !== null) early.push(event)
    else if (event.type === 'history.incomplete' && event.run === run)
      console.info(`The history of this run is incomplete: ${event.why}`)
    else if (event.type === 'run.events' && event.run === run) event.events.forEach(onRunEvent)
  }

  function onRunEvent(event: RunEvent): void {
    try {
      reporter?.onEvent(event)
    } finally {
      // Whatever printing came to, the run is over.
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
    if (holder !== null)
      setInterruptMessage(
        `The editor (process ${holder.pid}) has been asked for this run, and may have started it. Waiting for its answer; press Ctrl-C again to quit at once, then see: patchbay runs`,
      )
    const begun = await followed.begin()
    ;({ run } = begun)
    const { show } = followed
    const reported = createRunReporter({ plan: begun.plan, show, console, pathOf })
    reporter = reported
    if (holder !== null) {
      const howToCancel = `The run continues in the editor (process ${holder.pid}). To cancel it: patchbay cancel ${run}`
      setInterruptMessage(howToCancel)
      // A user who interrupted before this was known does not know about the run yet.
      if (interrupted.aborted) console.info(howToCancel)
      else console.info(`The editor (process ${holder.pid}) has the library open and carries out the run.`)
      void holder.ended.then(() => resolve('gone'))
    }
    interrupted.addEventListener('abort', interrupt, { once: true })
    const missed = [...(followed.before ?? []), ...early]
    early = null
    console.status(queuePosition(waiting, run))
    missed.forEach(onEvent)
    if (interrupted.aborted) interrupt()
    const end = await promise
    console.status('')
    if (end === 'left') return EXIT.interrupted
    if (end === 'gone') {
      console.info(`The editor was closed before the run ended. To finish it: patchbay resume ${run}`)
      return EXIT.again
    }
    const { state, worst } = reported.end(run)
    return state === 'cancelled' && worst !== EXIT.unknown ? EXIT.interrupted : worst
  } finally {
    unsubscribe()
    interrupted.removeEventListener('abort', interrupt)
  }
}

/** `Queued in the editor, position 2`; '' for a run that does not wait. */
function queuePosition(waiting: readonly string[], run: string): string {
  const position = waiting.indexOf(run)
  return position < 0 ? '' : `Queued in the editor, position ${position + 1}`
}
