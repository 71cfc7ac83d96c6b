import { parseArgs } from 'node:util'
import type { EngineName } from '#shared/catalogue/engineName.ts'
import type { Incomplete } from '#shared/run/incomplete.ts'
import { jobStates } from '../../jobs/job.ts'
import type { JobState } from '../../jobs/job.ts'
import { apiUrlIn } from '../../network/apiUrl.ts'
import type { JobDecision } from './readDecision.ts'
import { readDecision } from './readDecision.ts'
import { UsageError } from './usageError.ts'

export interface RunArguments {
  readonly command: 'run'
  readonly file: string
  readonly targets: readonly string[] | undefined
  /** As given: `node.port=value`. */
  readonly sets: readonly string[]
  readonly out: string
  /** As it was named, by an argument or the environment; where none was, the one that is free. */
  readonly engine: EngineName
  /** Null: as is set there. */
  readonly concurrency: number | null
  /** Whether to run also what is already known. */
  readonly fresh: boolean
  /** What becomes of it where a node lacks a required input. */
  readonly incomplete: Incomplete
  readonly json: boolean
}

export type Arguments =
  | RunArguments
  | {
      readonly command: 'edit'
      /** Null: the usual one, or any other where that is taken. */
      readonly port: number | null
      /** Whether to open a browser. */
      readonly open: boolean
    }
  | { readonly command: 'validate'; readonly file: string; readonly json: boolean }
  | {
      readonly command: 'inspect'
      readonly file: string
      /** Whether to print the workflow itself and nothing else. */
      readonly workflow: boolean
      readonly json: boolean
    }
  | { readonly command: 'nodes' | 'runs'; readonly json: boolean }
  | {
      readonly command: 'practice'
      readonly port: number
      readonly pace: 'fast' | 'real'
      readonly faults: string | undefined
    }
  | {
      readonly command: 'status'
      readonly engine: EngineName
      readonly named: boolean
      readonly json: boolean
    }
  | { readonly command: 'resume'; readonly run: string | null; readonly json: boolean }
  | { readonly command: 'jobs'; readonly state: JobState | null; readonly json: boolean }
  | {
      readonly command: 'job'
      readonly job: string
      readonly by: JobDecision
      readonly json: boolean
    }
  | { readonly command: 'cancel'; readonly id: string; readonly json: boolean }
  | { readonly command: 'export'; readonly run: string; readonly to: string | null; readonly json: boolean }
  | { readonly command: 'import'; readonly file: string; readonly json: boolean }
  | { readonly command: 'doctor'; readonly online: boolean; readonly json: boolean }
  | { readonly command: 'gc'; readonly dryRun: boolean; readonly json: boolean }
  | { readonly command: 'help' | 'version' }

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

const options: { readonly [Command in Arguments['command']]: Options } = {
  run: {
    target: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
    out: { type: 'string' },
    engine: { type: 'string' },
    concurrency: { type: 'string' },
    fresh: { type: 'boolean' },
    incomplete: { type: 'string' },
    json: { type: 'boolean' },
  },
  edit: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },
  validate: { json: { type: 'boolean' } },
  inspect: { workflow: { type: 'boolean' }, json: { type: 'boolean' } },
  nodes: { json: { type: 'boolean' } },
  practice: { port: { type: 'string' }, pace: { type: 'string' }, faults: { type: 'string' } },
  status: { json: { type: 'boolean' } },
  runs: { json: { type: 'boolean' } },
  resume: { json: { type: 'boolean' } },
  jobs: { state: { type: 'string' }, json: { type: 'boolean' } },
  job: {
    'may-charge-twice': { type: 'boolean' },
    confirm: { type: 'boolean' },
    yes: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  cancel: { json: { type: 'boolean' } },
  export: { to: { type: 'string' }, json: { type: 'boolean' } },
  import: { json: { type: 'boolean' } },
  doctor: { online: { type: 'boolean' }, json: { type: 'boolean' } },
  gc: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
  help: {},
  version: {},
}

const isCommand = (arg: string): arg is Arguments['command'] => Object.hasOwn(options, arg)

/** What the person asked for. Throws `UsageError` with words that name the argument. */
export function readArguments(args: readonly string[], env: Readonly<NodeJS.ProcessEnv>): Arguments {
  const [first = '', ...rest] = args
  if (first === '--help' || first === '-h' || rest.includes('--help')) return { command: 'help' }
  if (first === '--version' || first === '-v') return { command: 'version' }
  if (first === '') throw new UsageError('a command is needed, such as run or validate')
  if (!isCommand(first)) throw new UsageError(`there is no command ${JSON.stringify(first)}`)
  const { values, positionals } = parse(rest, options[first])
  const json = values['json'] === true
  switch (first) {
    case 'run':
      return {
        command: 'run',
        file: onlyFile(positionals, 'run'),
        targets: list(values['target']),
        sets: list(values['set']) ?? [],
        out: readOut(one(values['out'])),
        engine: readEngine(one(values['engine']), env),
        concurrency: optional(one(values['concurrency']), (text) => whole('--concurrency', text, 1, 64)),
        fresh: values['fresh'] === true,
        incomplete: readIncomplete(one(values['incomplete'])),
        json,
      }
    case 'edit': {
      none(positionals, 'edit')
      const port = one(values['port'])
      return {
        command: 'edit',
        port: optional(port, (text) => whole('--port', text, 0, 65_535)),
        open: values['no-open'] !== true,
      }
    }
    case 'validate':
      return { command: 'validate', file: onlyFile(positionals, 'validate'), json }
    case 'inspect':
      return {
        command: 'inspect',
        file: onlyFile(positionals, 'inspect'),
        workflow: values['workflow'] === true,
        json,
      }
    case 'nodes':
    case 'runs':
      none(positionals, first)
      return { command: first, json }
    case 'practice': {
      none(positionals, 'practice')
      const pace = one(values['pace']) ?? 'real'
      if (pace !== 'fast' && pace !== 'real')
        throw new UsageError(`--pace is fast or real, not ${JSON.stringify(pace)}`)
      return {
        command: 'practice',
        port: whole('--port', one(values['port']) ?? '0', 0, 65_535),
        pace,
        faults: one(values['faults']),
      }
    }
    case 'status':
      none(positionals, 'status')
      return {
        command: 'status',
        engine: readEngine(undefined, env),
        named: (env['PATCHBAY_ENGINE'] ?? '') !== '',
        json,
      }
    case 'resume':
      return { command: 'resume', run: atMostOne(positionals, 'resume') ?? null, json }
    case 'jobs':
      none(positionals, 'jobs')
      return { command: 'jobs', state: readState(one(values['state'])), json }
    case 'job':
      return { command: 'job', ...readDecision(positionals, values), json }
    case 'cancel': {
      const id = atMostOne(positionals, 'cancel')
      if (id === undefined) throw new UsageError('cancel needs the id of a run or of a job')
      return { command: 'cancel', id, json }
    }
    case 'export': {
      const run = atMostOne(positionals, 'export')
      if (run === undefined) throw new UsageError('export needs the id of a run; patchbay runs lists them')
      return { command: 'export', run, to: one(values['to']) ?? null, json }
    }
    case 'import':
      return { command: 'import', file: onlyFile(positionals, 'import'), json }
    case 'doctor':
      none(positionals, 'doctor')
      return { command: 'doctor', online: values['online'] === true, json }
    case 'gc':
      none(positionals, 'gc')
      return { command: 'gc', dryRun: values['dry-run'] === true, json }
    case 'help':
    case 'version':
      return { command: first }
  }
}

type Parsed = ReturnType<typeof parseArgs>

function parse(args: string[], options: Options): Parsed {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (thrown) {
    // Its first sentence names the argument; what follows explains a convention that is not ours.
    const [message = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('. ')
    throw new UsageError(message.replace(/^[A-Z]/, (letter) => letter.toLowerCase()))
  }
}

type ParsedValue = Parsed['values'][string]

const one = (value: ParsedValue): string | undefined => (typeof value === 'string' ? value : undefined)

const list = (value: ParsedValue): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : undefined

const needs: Readonly<Record<string, string>> = {
  inspect: 'a picture or a workflow file',
  import: 'a file that export has made',
}

function onlyFile(positionals: readonly string[], command: string): string {
  const [file, ...more] = positionals
  if (file === undefined) throw new UsageError(`${command} needs ${needs[command] ?? 'a workflow file'}`)
  if (more.length > 0)
    throw new UsageError(`${command} takes one file; ${JSON.stringify(more[0])} is too much`)
  return file
}

function atMostOne([id, ...more]: readonly string[], command: string): string | undefined {
  if (more.length > 0) throw new UsageError(`${command} takes one id; ${JSON.stringify(more[0])} is too much`)
  return id
}

function readState(text: string | undefined): JobState | null {
  if (text === undefined) return null
  const state = jobStates.find((options) => options === text)
  if (state !== undefined) return state
  throw new UsageError(`--state is one of ${jobStates.join(', ')}, not ${JSON.stringify(text)}`)
}

/** An empty one is a variable of a script that is not set, and would be the folder that the script happens to be in. */
function readOut(given: string | undefined): string {
  if (given === '') throw new UsageError('--out is a folder, and not empty')
  return given ?? 'patchbay-output'
}

function none(positionals: readonly string[], command: string): void {
  if (positionals.length > 0)
    throw new UsageError(`${command} takes no file; ${JSON.stringify(positionals[0])} is too much`)
}

/** A script is to hear of what is missing, unless it says otherwise. */
function readIncomplete(given = 'refuse'): Incomplete {
  if (given === 'refuse') return 'refuse'
  if (given === 'leave-out') return 'leaveOut'
  throw new UsageError(`--incomplete is refuse or leave-out, not ${JSON.stringify(given)}`)
}

const optional = <T>(text: string | undefined, read: (text: string) => T): T | null =>
  text === undefined ? null : read(text)

function whole(name: string, text: string, low: number, high: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= low && value <= high) return value
  throw new UsageError(`${name} is a whole number from ${low} to ${high}, not ${JSON.stringify(text)}`)
}

/** What is given comes before the environment. Practice unless asked otherwise by name, so that nothing is ever spent by surprise. */
function readEngine(given: string | undefined, env: Readonly<NodeJS.ProcessEnv>): EngineName {
  const name = given ?? (env['PATCHBAY_ENGINE'] || 'practice')
  if (name === 'runcomfy') checkApiUrl(env)
  if (name === 'practice' || name === 'runcomfy') return name
  const where = given === undefined ? 'PATCHBAY_ENGINE' : '--engine'
  throw new UsageError(`${where} is practice or runcomfy, not ${JSON.stringify(name)}`)
}

/** The address of the API is an argument like another, wherever it is given. */
function checkApiUrl(env: Readonly<NodeJS.ProcessEnv>): void {
  try {
    apiUrlIn(env)
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown))
  }
}
