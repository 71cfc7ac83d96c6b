import { emptyWorkflow } from '#shared/document/defaults.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { AppError, toAppError } from '#shared/errors.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import { attachRequest, allowAgain } from '../../jobs/decide.ts'
import type { Job } from '../../jobs/job.ts'
import type { LocalConnection } from '../../local/connectLocal.ts'
import type { Host } from '../../openHost.ts'
import { homeFolder } from '../../services/home.ts'
import { createJobRows } from '../../services/library/jobRows.ts'
import type { RunSource } from '../../services/library/runs.ts'
import { createRuns } from '../../services/library/runs.ts'
import type { ExitCode } from '../exitCode.ts'
import { EXIT, exitCodeFor } from '../exitCode.ts'
import { followRun } from '../followRun.ts'
import { reachLibrary } from '../reachLibrary.ts'
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
  const { source } = readJob(given.job, world)
  const engine = source?.request.engine ?? 'practice'
  const reached = await reachLibrary(world, engine, 'patchbay job')
  if (reached.by === 'asking') return askEditor(reached.editor, source, given, world)
  const { host } = reached
  try {
    const { by } = given
    // As it is now: what an earlier process left was taken up meanwhile.
    const found = host.store.get(given.job)
    if (found === null) throw unknownJob(given.job)
    checkAccount(found, host)
    const decided =
      by === 'submit-again'
        ? await allowAgain(host.store, found)
        : await attachRequest(host.store, found, by.request, world.now())
    return await follow(decided, host, given, world)
  } finally {
    await host.close()
  }
}

function readJob(
  id: string,
  { env, now }: World,
): { readonly found: Job; readonly source: RunSource | null } {
  return readLibrary(homeFolder(env), (database) => {
    const found = createJobRows(database, now).get(id)
    if (found === null) throw unknownJob(id)
    return { found, source: createRuns(database).source(found.facts.run) }
  })
}

const unknownJob = (id: string): AppError => new AppError('input.invalid', `There is no job ${id}.`)

function checkAccount({ facts }: Job, host: Host): void {
  if (facts.account === host.account) return
  throw new AppError(
    'account.key',
    `The job ${facts.id} belongs to another key or address of the API. Use that one.`,
  )
}

/** The editor goes on with the job's run by itself: that is what is waited for. */
async function askEditor(
  editor: LocalConnection,
  source: RunSource | null,
  { job: id, by, json }: JobArguments,
  world: World,
): Promise<ExitCode> {
  const { client } = editor
  const begin = async (): Promise<string> => {
    const answer =
      by === 'submit-again'
        ? await client.request('job.submitAgain', { job: id })
        : await client.request('job.attach', { job: id, request: by.request })
    return answer.run
  }
  try {
    const read = readWorkflow(source?.workflow ?? '')
    const workflow = read.ok ? read.workflow : emptyWorkflow('')
    const planned = planRunnable(workflow, world.registry, source?.request.targets ?? undefined)
    const code = await followRun({ plan: planned, show: json ? 'nothing' : 'pictures', begin }, editor, world)
    if (json) world.console.print(JSON.stringify(asJson(readJob(id, world).found)))
    return code
  } finally {
    editor.close()
  }
}

/** Waits for a job and tells how it ended. */
async function follow(
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
