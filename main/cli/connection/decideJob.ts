import { emptyWorkflow } from '#shared/document/defaults.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { AppError, toAppError } from '#shared/errors.ts'
import type { FoundRequest } from '#shared/api/jobRequests.ts'
import type { Media } from '#shared/ports/value.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import { allowAgain, attachRequest, checkAttachable } from '../../jobs/decide.ts'
import type { Job } from '../../jobs/job.ts'
import { homeFolder } from '../../platform/home.ts'
import { forgetAnswer } from '../../library/forgetAnswer.ts'
import { createJobRows } from '../../library/jobRows.ts'
import type { RunSource } from '../../library/runs.ts'
import { createRuns } from '../../library/runs.ts'
import { approvedByCommand as approved } from './approvedByCommand.ts'
import type { Connection } from './connect.ts'
import { findEditor } from './connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT, exitCodeFor } from '../console/exitCode.ts'
import { followRun } from './followRun.ts'
import type { HeldLibrary } from './openHeldLibrary.ts'
import { openHeldLibrary } from './openHeldLibrary.ts'
import { readLibrary } from './readLibrary.ts'
import { printRemedies } from '../console/printErrors.ts'
import { jobJson } from './jobJson.ts'
import type { CommandContext } from '../command/defineCommand.ts'

/** What a person decides about a job: that it has this request (`confirm`: though the two differ), or one of the others. */
export type JobDecision =
  | { readonly request: string; readonly confirm: boolean }
  | 'submit-again'
  | 'detach'
  | 'refresh'

export interface JobArguments {
  readonly job: string
  readonly by: JobDecision
  readonly json: boolean
}

/** Does with a job what a person has decided, and waits for its result where it may have one. */
export async function decideJob(given: JobArguments, context: CommandContext): Promise<ExitCode> {
  const { source } = readJob(given.job, context)
  const engine = source?.request.engine ?? 'practice'
  const editor = await findEditor(context)
  if (editor !== null) return requestFromEditor(editor, source, given, context)
  const here = await openHeldLibrary({ ...context, what: 'patchbay job' }, engine)
  const { store, database } = here.library
  const { jobs } = here.engine
  try {
    const { by } = given
    // As it is now: what an earlier process left was taken up meanwhile.
    const found = store.get(given.job)
    if (found === null) throw unknownJob(given.job)
    checkAccount(found, here)
    if (by === 'detach') {
      await jobs.detach(found)
      forgetAnswer(database, found)
      return printDetached(given, context)
    }
    if (by === 'refresh') return await follow(found, 'refresh', here, given, context)
    if (by === 'submit-again')
      return await follow(await allowAgain(store, found), 'settle', here, given, context)
    checkAttachable(store, found, by.request)
    const there = await jobs.examine(found, by.request)
    if (there.differences.length > 0 && !by.confirm)
      return printDifferences(given.job, there, (media) => here.engine.pathOf(media), context)
    const attached = await attachRequest(store, found, by.request, context.now())
    return await follow(attached, 'settle', here, given, context)
  } finally {
    await here.close()
  }
}

function readJob(
  id: string,
  { env, now }: CommandContext,
): { readonly found: Job; readonly source: RunSource | null } {
  return readLibrary(homeFolder(env), (database) => {
    const found = createJobRows(database, now).get(id)
    if (found === null) throw unknownJob(id)
    return { found, source: createRuns(database).source(found.facts.run) }
  })
}

const unknownJob = (id: string): AppError => new AppError('input.invalid', `There is no job ${id}.`)

function checkAccount({ facts }: Job, { engine }: HeldLibrary): void {
  if (facts.account === engine.account) return
  throw new AppError(
    'account.key',
    `The job ${facts.id} belongs to another key or address of the API. Use that one.`,
  )
}

/** The editor goes on with the job's run by itself: that is what is waited for. */
async function requestFromEditor(
  editor: Connection,
  source: RunSource | null,
  { job: id, by, json }: JobArguments,
  context: CommandContext,
): Promise<ExitCode> {
  const { client, pathOf } = editor
  try {
    if (by === 'detach') {
      await client.request('job.detach', { job: id })
      return printDetached({ job: id }, context)
    }
    let begin: () => Promise<string>
    if (by === 'refresh') {
      const { state, words, run } = await client.request('job.refresh', { job: id, approved })
      context.console.info(words)
      if (state === 'awaited') return EXIT.again
      begin = () => Promise.resolve(run)
    } else if (by === 'submit-again')
      begin = async () => (await client.request('job.submitAgain', { job: id, approved })).run
    else {
      const input = { job: id, request: by.request, confirm: by.confirm, approved }
      const answer = await client.request('job.attach', input)
      if (!answer.attached) return printDifferences(id, answer.found, pathOf, context)
      begin = () => Promise.resolve(answer.run)
    }
    const read = readWorkflow(source?.workflow ?? '')
    const workflow = read.ok ? read.workflow : emptyWorkflow('')
    const planned = planRunnable(workflow, context.registry, source?.request.targets ?? undefined)
    const code = await followRun(
      { plan: planned, show: json ? 'nothing' : 'pictures', begin },
      editor,
      context,
    )
    if (json) context.console.print(JSON.stringify(jobJson(readJob(id, context).found)))
    return code
  } finally {
    await editor.close()
  }
}

/** What is different about a request, and how it is attached all the same. */
function printDifferences(
  job: string,
  { requestId, status, differences, media }: FoundRequest,
  pathOf: (media: Media) => string,
  { console }: CommandContext,
): ExitCode {
  console.info(`The request ${requestId} (${status}) is not like the job ${job}:`)
  for (const { what, field, job: here, request } of differences)
    console.info(
      what === 'nothing told'
        ? '  the engine does not say what it is of'
        : `  ${field ?? what}: ${request} there, ${here} here`,
    )
  if (media !== null) console.info(`  What it made: ${pathOf(media)}`)
  console.info(
    `Nothing was changed. If it is this job's all the same: patchbay job attach ${job} ${requestId} --confirm`,
  )
  return EXIT.workflow
}

function printDetached({ job }: { readonly job: string }, { console }: CommandContext): ExitCode {
  console.info(`The job ${job} is unknown again. What its request made stays in the library.`)
  return EXIT.done
}

/** Waits for a job and tells how it ended. */
async function follow(
  found: Job,
  by: 'settle' | 'refresh',
  { engine, library }: HeldLibrary,
  { json }: { readonly json: boolean },
  { console, interrupted }: CommandContext,
): Promise<ExitCode> {
  const { id, run } = found.facts
  const { jobs } = engine
  const waited = by === 'refresh' ? jobs.refresh.bind(jobs) : jobs.settle.bind(jobs)
  const code = await waited(found, {
    signal: interrupted,
    onUpdate: ({ status, queuePosition: position }) =>
      console.status(`${id}: ${status}${position === undefined ? '' : `, place ${position}`}`),
  }).then(
    ({ media, notes = [] }) => {
      console.status('')
      // What was made of the answer of before may lack what has come by now.
      if (by === 'refresh') forgetAnswer(library.database, found)
      for (const note of notes) console.info(note)
      if (!json) for (const one of media.values()) console.print(engine.pathOf(one))
      console.info(`The job ${id} is done. Its run goes on with: patchbay resume ${run}`)
      return EXIT.done
    },
    (thrown: unknown) => {
      const error = toAppError(thrown)
      console.info(error.message)
      printRemedies(error, console)
      return exitCodeFor([error])
    },
  )
  const now = library.store.get(id)
  if (json && now !== null) console.print(JSON.stringify(jobJson(now)))
  return code
}
