import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { Input } from '#shared/api/contract.ts'
import { openKey } from '#main/host/settings/key.ts'
import type { SettingsChange } from '#main/host/settings/settings.ts'
import { modeOf } from '#shared/catalogue/mode.ts'
import runcomfy from '#main/engines/runcomfy/engine.ts'
import { defaultSettings } from '#shared/api/defaultSettings.ts'
import { makeFolder } from '../cli/runCli.ts'
import { runCliInProcess } from '../cli/runCliInProcess.ts'
import type { NetworkEngine } from '../faults/network/engine.ts'
import { startNetworkEngine } from '../faults/network/engine.ts'

/** A library, a workflow in it, and the user's actions. */
export interface Scenario {
  readonly title: string
  /** The workflow's file, as it is in the library. */
  readonly file: string
  readonly targets?: readonly string[]
  readonly incomplete?: 'refuse' | 'leaveOut'
  readonly fresh?: boolean
  /** The library's earlier settings. `{engine}` stands for the address of the engine. */
  readonly settings?: SettingsChange
  /** A stored key, with its origin. */
  readonly key?: { readonly secret: string; readonly origin: string }
  /** Of every process. */
  readonly env?: Readonly<Record<string, string>>
  /** The engine that the command names, and that is set for a page. */
  readonly engine?: 'practice' | 'runcomfy'
  readonly faults?: readonly FaultOrder[]
  /** Other files beside the workflow. */
  readonly files?: Readonly<Record<string, string>>
  /** A preparation of the library. */
  readonly before?: (home: string) => Promise<void>
  /** Pictures beside the workflow, drawn in one colour. */
  readonly pictures?: Readonly<Record<string, { readonly width: number; readonly height: number }>>
  /**
   * It was run by a command, as the library has it, except for its end: it is to be finished, with the current
   * differences.
   */
  readonly resumed?: {
    readonly env?: Readonly<Record<string, string>>
    /** A missing file. */
    readonly without?: string
  }
  /** The job stays in this state at the engine until the run is cancelled by a user elsewhere. */
  readonly cancelled?: 'in_queue' | 'in_progress'
  /** Its cost needs an approval: a command approves by naming the engine, a page's user by the amount. */
  readonly approved?: true
  /** The user's answer in the middle of the run, where there is a user. */
  readonly answer?: Input<'run.answer'>['value']
  /** How often it is run; the last time counts. */
  readonly times?: number
  /** The expected outcome, for each way alike. */
  readonly outcome: { readonly [Part in keyof Outcome]?: unknown }
}

/** The outcome of a run, with messages that are the same for each way. */
export interface Outcome {
  /** The exit code of a command; for a page, the equivalent of its error. */
  readonly code: number
  /** How the run ended; null if it was refused. */
  readonly state: string | null
  /** By node: how its step ended. */
  readonly ended: Readonly<Record<string, string>>
  /** Why it was refused, one line each. */
  readonly refusal: readonly string[]
  /** Whether an incomplete history was reported. */
  readonly unrecorded: boolean
  /** How many submits the engine accepted in total. */
  readonly accepted: number
}

/** The key that a scenario's engine accepts. */
export const KEY = 'rc-test-4c17'

export interface Fixture {
  readonly cwd: string
  readonly home: string
  readonly file: string
  readonly env: Readonly<Record<string, string>>
  readonly engine: NetworkEngine
  /** The run that is to be resumed. */
  readonly run: string | null
}

/** Prepares a separate library with the workflow in it, and an engine. */
export async function setUp(scenario: Scenario, way: 'command' | 'page'): Promise<Fixture> {
  const { faults = [], key } = scenario
  const engine = await startNetworkEngine(KEY)
  onTestFinished(engine.close)
  engine.addFaults(faults)
  if (scenario.cancelled !== undefined) engine.hold({ state: scenario.cancelled })
  const named = (text: string): string => text.replaceAll('{engine}', engine.url)
  const cwd = await makeFolder()
  const home = join(cwd, 'home')
  const folder = join(home, 'workflows')
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'flow.patchbay.json')
  await writeFile(file, scenario.file)
  for (const [name, content] of Object.entries(scenario.files ?? {}))
    await writeFile(join(folder, name), content)
  const set = {
    ...scenario.settings,
    ...(way === 'page' && scenario.engine && { mode: modeOf(scenario.engine) ?? 'practice' }),
  }
  if (Object.keys(set).length > 0)
    await writeFile(join(home, 'settings.json'), named(JSON.stringify({ ...defaultSettings, ...set })))
  if (key !== undefined) {
    const kept = await openKey(runcomfy, { path: join(home, 'key'), env: {} })
    await kept.set(key.secret, { origin: new URL(named(key.origin)).origin, remember: true })
  }
  for (const [name, { width, height }] of Object.entries(scenario.pictures ?? {}))
    await sharp({ create: { width, height, channels: 3, background: '#446' } })
      .png()
      .toFile(join(folder, name))
  const envOf = (given: Scenario['env'] = {}) =>
    Object.fromEntries(Object.entries(given).map(([name, text]) => [name, named(text)]))
  const env = envOf(scenario.env)
  await scenario.before?.(home)
  const stage = { cwd, home, file, env, engine, run: null }
  if (scenario.resumed === undefined) return stage
  await runCliInProcess(runWords(scenario, stage), { cwd, env })
  const store = new DatabaseSync(join(home, 'library.db'))
  const { id } = store.prepare('SELECT id FROM runs').get() ?? {}
  store.exec(`UPDATE runs SET state = 'running', finished_at = NULL`)
  store.close()
  const { without } = scenario.resumed
  if (without !== undefined) await rm(join(folder, without))
  return { ...stage, run: String(id), env: scenario.resumed.env ? envOf(scenario.resumed.env) : env }
}

/** The arguments of a command that runs the scenario's workflow. */
export function runWords(
  scenario: Scenario,
  { home, file }: Pick<Fixture, 'home' | 'file'>,
): readonly string[] {
  const { targets = [], incomplete, fresh, engine } = scenario
  return [
    'run',
    file,
    '--json',
    '--out',
    join(home, 'pictures'),
    ...targets.flatMap((target) => ['--target', target]),
    ...(incomplete === undefined ? [] : ['--incomplete', incomplete === 'refuse' ? 'refuse' : 'leave-out']),
    ...(fresh === true ? ['--fresh'] : []),
    ...(engine === undefined ? [] : ['--engine', engine]),
  ]
}
