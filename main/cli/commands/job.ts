import { AppError, toAppError } from '#shared/errors.ts'
import { attachRequest, allowAgain } from '../../jobs/decide.ts'
import type { Job } from '../../jobs/job.ts'
import type { Host } from '../../openHost.ts'
import { openHost } from '../../openHost.ts'
import { homeFolder } from '../../services/home.ts'
import { createJobRows } from '../../services/library/jobRows.ts'
import { createRuns } from '../../services/library/runs.ts'
import type { ExitCode } from '../exitCode.ts'
import { EXIT, exitCodeFor } from '../exitCode.ts'
import { readLibrary } from '../readLibrary.ts'
import { tellWaysOut } from '../tellErrors.ts'
import { asJson } from './jobs.ts'
import type { World } from './run.ts'

export interface JobArguments {
  readonly job: string
  /** Settle it with this request id, or by submitting it again. */
  readonly by: { readonly request: string } | 'submit-again'
  readonly json: boolean
}

/** Settles an unknown job as a person has decided, and waits for its result. */
export async function job(given: JobArguments, world: World): Promise<ExitCode> {
  return withJob(given.job, world, async (host, found) => {
    const { by } = given
    const decided =
      by === 'submit-again'
        ? await allowAgain(host.store, found)
        : await attachRequest(host.store, found, by.request, world.now())
    return follow(decided, host, given, world)
  })
}

/** Opens the library and the engine of a job's run. Rejects with `input.invalid` where there is no such job. */
export async function withJob(
  id: string,
  world: World,
  work: (host: Host, job: Job) => Promise<ExitCode>,
): Promise<ExitCode> {
  const engine = readLibrary(homeFolder(world.env), (database) => {
    const found = createJobRows(database, world.now).get(id)
    if (found === null) throw new AppError('input.invalid', `There is no job ${id}.`)
    return createRuns(database).source(found.facts.run)?.request.engine ?? 'practice'
  })
  const host = await openHost({ ...world, engine, what: 'patchbay job' })
  try {
    const found = host.store.get(id)
    if (found === null) throw new AppError('input.invalid', `There is no job ${id}.`)
    if (found.facts.account !== host.account)
      throw new AppError(
        'account.key',
        `The job ${id} belongs to another key or address of the API. Use that one.`,
      )
    return await work(host, found)
  } finally {
    await host.close()
  }
}

/** Waits for a job and tells how it ended. */
export async function follow(
  found: Job,
  host: Host,
  { json }: { readonly json: boolean },
  { console, interrupted }: World,
): Promise<ExitCode> {
  const { id, run } = found.facts
  const code = await host.jobs
    .settle(found, {
      signal: interrupted,
      onUpdate: ({ status, queuePosition: place }) =>
        console.status(`${id}: ${status}${place === undefined ? '' : `, place ${place}`}`),
    })
    .then(
      ({ media }) => {
        console.status('')
        if (!json) for (const one of media.values()) console.print(host.pathOf(one))
        console.say(`The job ${id} is done. Its run goes on with: patchbay resume ${run}`)
        return EXIT.done
      },
      (thrown: unknown) => {
        const error = toAppError(thrown)
        console.say(error.message)
        tellWaysOut(error, console)
        return exitCodeFor([error])
      },
    )
  const now = host.store.get(id)
  if (json && now !== null) console.print(JSON.stringify(asJson(now)))
  return code
}
