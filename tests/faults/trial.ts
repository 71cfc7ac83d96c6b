import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobState } from '#main/jobs/job.ts'
import type { ApiName } from '#main/practice/apiName.ts'
import { canary, findCanary, findCanaryBelow } from './canary.ts'
import type { Leak } from './canary.ts'
import { engineOf } from './engineUnderTest.ts'
import type { WorkflowCase } from './workflows.ts'
import type { JobRow, RunRow } from './rows.ts'
import { JobRow as Job, RunRow as Run, readRows } from './rows.ts'
import type { Ending, ProcessOptions } from './runProcess.ts'
import type { RunInProcess } from './runInProcess.ts'
import { runInProcess } from './runInProcess.ts'
import { runProcess } from './runProcess.ts'

/** The faults for a program in a separate process. */
type ProcessFaults = Pick<ProcessOptions, 'strikes' | 'clockShift' | 'killAfter' | 'killWhen' | 'under'>

export type Disturbance = ProcessFaults & {
  readonly interruptWhen?: ProcessOptions['interruptWhen']
  readonly env?: Readonly<Record<string, string>>
}

/** One library and one workflow, in a folder of their own. */
export interface Trial {
  readonly folder: string
  readonly home: string
  readonly out: string
  /** Every start of the program so far, and how it ended. */
  readonly endings: readonly Ending[]
  /** The arguments that run the workflow, with one event per line. */
  readonly runArgs: readonly string[]
  /** Runs the workflow. */
  run(disturbances?: Disturbance, ...more: readonly string[]): Promise<Ending>
  /** Any other command. */
  command(args: readonly string[], disturbances?: Disturbance): Promise<Ending>
  /** A command without faults, in this process: a process of its own would add nothing to it. */
  here(args: readonly string[], inProcess?: RunInProcess): Promise<Ending>
  /** The run that was begun first, if it was reported. */
  firstRun(): string | undefined
  /** The jobs, newest first; filtered by state on request. */
  jobs(state?: JobState): Promise<JobRow[]>
  runs(): Promise<RunRow[]>
  /** Where the key is in everything that was left or printed. */
  leaks(): Promise<Leak[]>
  remove(): Promise<void>
}

/** The base URLs of engines. */
export type Urls = Readonly<Partial<Record<ApiName, string>>>

export interface TrialOptions {
  readonly workflow: WorkflowCase
  /** The base URL of the workflow's engine; of several, by their names. */
  readonly url: string | Urls
  readonly home?: string
  readonly out?: string
  /** Runs the program in this process: fast, but there it can only be interrupted, not killed. */
  readonly inProcess?: RunInProcess
}

/** Prepares a trial. Nothing has run when it resolves. */
export async function startTrial({ workflow, url, inProcess, ...folders }: TrialOptions): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-faults-'))
  const { home = join(folder, 'home'), out = join(folder, 'out') } = folders
  const endings: Ending[] = []
  const file = inProcess === undefined ? 'flow.json' : join(folder, 'flow.json')
  const engines = workflow.engines.map(engineOf)
  const [only, ...others] = engines
  const live = only === undefined || others.length > 0 ? ['--live'] : only.args
  const runArgs = ['run', file, ...live, '--out', out, '--json']
  const keys = Object.fromEntries([
    ['PATCHBAY_HOME', home],
    ...engines.flatMap(({ id, address, key }) => [
      [address, typeof url === 'string' ? url : (url[id] ?? '')],
      [key, canary],
    ]),
  ]) as Readonly<Record<string, string>>
  await writeFile(join(folder, 'flow.json'), workflow.file)
  await mkdir(home, { recursive: true })
  const command: Trial['command'] = async (args, { env, interruptWhen, ...chosen } = {}) => {
    const options = { cwd: folder, env: { ...keys, ...env }, ...(interruptWhen && { interruptWhen }) }
    if (inProcess !== undefined && Object.keys(chosen).length > 0)
      throw new Error('only a process can be killed')
    const ending =
      inProcess === undefined
        ? await runProcess(args, { ...options, ...chosen })
        : await inProcess(args, options)
    endings.push(ending)
    return ending
  }
  const here: Trial['here'] = async (args, run = runInProcess) => {
    // The folder of this process is another one.
    const absolute = args.map((arg) => (arg === 'flow.json' ? join(folder, arg) : arg))
    const ending = { ...(await run(absolute, { cwd: folder, env: keys })), args }
    endings.push(ending)
    return ending
  }
  // Read-only commands have no faults: they need no separate process, and are searched for the key nevertheless.
  const read = async (...args: readonly string[]): Promise<string> => {
    const ending = await runInProcess(args, { cwd: folder, env: { PATCHBAY_HOME: home } })
    endings.push(ending)
    return ending.stdout
  }
  return {
    folder,
    home,
    out,
    endings,
    command,
    here,
    runArgs,
    run: async (disturbances, ...more) => command([...runArgs, ...more], disturbances),
    firstRun: () =>
      endings.flatMap(({ stdout }) => /^\{"type":"run.started","run":"([^"]+)"/m.exec(stdout)?.[1] ?? [])[0],
    jobs: async (state) =>
      readRows(await read('jobs', '--json', ...(state === undefined ? [] : ['--state', state])), Job),
    runs: async () => readRows(await read('runs', '--json'), Run),
    async leaks() {
      const leaked = endings.flatMap(({ args, stdout, stderr }) =>
        findCanary(Buffer.from(stdout + stderr), `what ${args.join(' ')} said`),
      )
      const folders = new Set([folder, home, out])
      const left = await Promise.all([...folders].map((place) => findCanaryBelow(place).catch(() => [])))
      return [...leaked, ...left.flat()]
    },
    remove: async () => rm(folder, { recursive: true, force: true }),
  }
}
