import { join } from 'node:path'
import type { HostEvent } from '#shared/ipc/contract.ts'
import type { RunRow } from '#shared/ipc/records.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { LocalConnection } from '../local/connectLocal.ts'
import { createAssetFolder } from '../services/assetFolder.ts'
import { homeFolder } from '../services/home.ts'
import { endingOfMedia } from '../services/mediaFormat.ts'
import type { World } from './commands/run.ts'
import type { ExitCode } from './exitCode.ts'
import { EXIT } from './exitCode.ts'
import type { RunTellerOptions } from './runTeller.ts'
import { createRunTeller } from './runTeller.ts'

export interface FollowedRun {
  readonly plan: Plan
  readonly show: RunTellerOptions['show']
  /** Has the editor run it; resolves with the run. What it rejects with is what following rejects with. */
  begin(): Promise<string>
}

type Ended = 'finished' | 'left' | 'gone'

/**
 * Tells of a run that goes on in the editor as if it went on here, and answers with the same exit code. An interrupt ends
 * the telling and not the run: it says how that is cancelled.
 */
export async function followRun(
  followed: FollowedRun,
  { client, ended, pid }: LocalConnection,
  { console, env, interrupted, sayOnInterrupt }: World,
): Promise<ExitCode> {
  const folder = createAssetFolder(join(homeFolder(env), 'assets'))
  const teller = createRunTeller({
    ...followed,
    console,
    pathOf: (media) => folder.pathOf(media.sha256, endingOfMedia(media) ?? ''),
  })
  const { promise, resolve } = Promise.withResolvers<Ended>()
  /** What was told before it was known which run it is. */
  let early: HostEvent[] | null = []
  let run = ''

  function hear(event: HostEvent): void {
    if (early !== null) early.push(event)
    else if (event.type === 'runs.changed') console.status(placeInQueue(event.runs, run))
    else if (event.type === 'run.events' && event.run === run) event.events.forEach(hearRun)
  }

  function hearRun(event: RunEvent): void {
    teller.hear(event)
    if (event.type === 'run.finished') resolve('finished')
  }

  const unsubscribe = client.subscribe(hear)
  const leave = (): void => resolve('left')
  try {
    run = await followed.begin()
    sayOnInterrupt(
      `The run goes on in the editor (process ${pid}), and this leaves it alone. To cancel it: patchbay cancel ${run}`,
    )
    console.say(`The editor (process ${pid}) holds the library, so the run goes on there.`)
    interrupted.addEventListener('abort', leave, { once: true })
    if (interrupted.aborted) leave()
    void ended.then(() => resolve('gone'))
    const missed = early
    early = null
    missed.forEach(hear)
    const end = await promise
    console.status('')
    if (end === 'left') return EXIT.interrupted
    if (end === 'gone') {
      console.say(`The editor has ended before the run. To finish it: patchbay resume ${run}`)
      return EXIT.again
    }
    const { state, worst } = teller.end(run)
    return state === 'cancelled' && worst !== EXIT.unknown ? EXIT.interrupted : worst
  } finally {
    unsubscribe()
    interrupted.removeEventListener('abort', leave)
  }
}

/** `In the editor's queue, place 2`; '' for a run that does not wait. */
function placeInQueue(rows: readonly RunRow[], run: string): string {
  const place = rows.filter(({ state }) => state === 'queued').findIndex(({ id }) => id === run)
  return place < 0 ? '' : `In the editor's queue, place ${place + 1}`
}
