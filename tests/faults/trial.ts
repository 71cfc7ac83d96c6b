import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jobs } from '#main/cli/commands/jobs.ts'
import type { CommandContext } from '#main/cli/commands/run.ts'
import { runs } from '#main/cli/commands/runs.ts'
import { createConsole } from '#main/cli/console.ts'
import type { ExitCode } from '#main/cli/exitCode.ts'
import type { JobState } from '#main/jobs/job.ts'
import { canary, findCanary, findCanaryBelow } from './canary.ts'
import type { Leak } from './canary.ts'
import type { Flow } from './flows.ts'
import type { JobRow, RunRow } from './rows.ts'
import { JobRow as Job, RunRow as Run, readRows } from './rows.ts'
import { createSaid } from './said.ts'
import type { Ending, VictimOptions } from './victim.ts'
import type { Here } from './runHere.ts'
import { runVictim } from './victim.ts'

/** What befalls a program in a process of its own. */
type Blows = Pick<VictimOptions, 'strikes' | 'clockShift' | 'killAfter' | 'killWhen' | 'under'>

type Reader = Pick<CommandContext, 'env' | 'console' | 'now'>

export type Befalls = Blows & {
  readonly interruptWhen?: VictimOptions['interruptWhen']
  readonly env?: Readonly<Record<string, string>>
}

/** One library and one workflow, in a folder of their own. */
export interface Trial {
  readonly folder: string
  readonly home: string
  readonly out: string
  /** Every start of the program so far, and how it ended. */
  readonly endings: readonly Ending[]
  /** The words that run the workflow, telling of it one event a line. */
  readonly runWords: readonly string[]
  /** Runs the workflow. */
  run(befalls?: Befalls, ...more: readonly string[]): Promise<Ending>
  /** Any other command. */
  command(args: readonly string[], befalls?: Befalls): Promise<Ending>
  /** The run that was begun first, as far as it was told of. */
  firstRun(): string | undefined
  /** The jobs, newest first; those in one state where it is given. */
  jobs(state?: JobState): Promise<JobRow[]>
  runs(): Promise<RunRow[]>
  /** Where the key is found in all that was left or said. */
  leaks(): Promise<Leak[]>
  remove(): Promise<void>
}

export interface TrialOptions {
  readonly flow: Flow
  /** The base URL of the engine. */
  readonly url: string
  readonly home?: string
  readonly out?: string
  /** Runs the program in this process: quick, but there it can be interrupted only, and not killed. */
  readonly here?: Here
}

/** Prepares a trial. Nothing has run when it resolves. */
export async function startTrial({ flow, url, here, ...places }: TrialOptions): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-faults-'))
  const { home = join(folder, 'home'), out = join(folder, 'out') } = places
  const endings: Ending[] = []
  const file = here === undefined ? 'flow.json' : join(folder, 'flow.json')
  const runWords = ['run', file, '--engine', 'runcomfy', '--out', out, '--json']
  await writeFile(join(folder, 'flow.json'), flow.file)
  await mkdir(home, { recursive: true })
  const command: Trial['command'] = async (args, { env, interruptWhen, ...blows } = {}) => {
    const keys = { PATCHBAY_HOME: home, PATCHBAY_API_URL: url, RUNCOMFY_API_TOKEN: canary, ...env }
    const options = { cwd: folder, env: keys, ...(interruptWhen && { interruptWhen }) }
    if (here !== undefined && Object.keys(blows).length > 0) throw new Error('only a process can be killed')
    const ending =
      here === undefined ? await runVictim(args, { ...options, ...blows }) : await here(args, options)
    endings.push(ending)
    return ending
  }
  // Nothing befalls who only looks: that needs no process of its own, and is searched for the key all the same.
  const read = (args: readonly string[], look: (world: Reader) => ExitCode): string => {
    const stdout = createSaid()
    const stderr = createSaid()
    const console = createConsole(
      { write: (text) => stdout.add(text) },
      { write: (text) => stderr.add(text) },
    )
    const code = look({ env: { PATCHBAY_HOME: home }, console, now: Date.now })
    endings.push({ args, code, killed: false, strike: null, stdout: stdout.text(), stderr: stderr.text() })
    return stdout.text()
  }
  return {
    folder,
    home,
    out,
    endings,
    command,
    runWords,
    run: async (befalls, ...more) => command([...runWords, ...more], befalls),
    firstRun: () =>
      endings.flatMap(({ stdout }) => /^\{"type":"run.started","run":"([^"]+)"/m.exec(stdout)?.[1] ?? [])[0],
    jobs: async (state) =>
      readRows(
        read(['jobs', '--json'], (world) => jobs({ state: state ?? null, json: true }, world)),
        Job,
      ),
    runs: async () =>
      readRows(
        read(['runs', '--json'], (world) => runs({ json: true }, world)),
        Run,
      ),
    async leaks() {
      const said = endings.flatMap(({ args, stdout, stderr }) =>
        findCanary(Buffer.from(stdout + stderr), `what ${args.join(' ')} said`),
      )
      const places = new Set([folder, home, out])
      const left = await Promise.all([...places].map((place) => findCanaryBelow(place).catch(() => [])))
      return [...said, ...left.flat()]
    },
    remove: async () => rm(folder, { recursive: true, force: true }),
  }
}
