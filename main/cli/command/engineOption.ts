import type { EngineId } from '#shared/catalogue/engineId.ts'
import { Mode } from '#shared/catalogue/mode.ts'
import { addressProblem, engineNames } from '../../host/requests/commandPayer.ts'
import type { Option, OptionInput } from './options.ts'
import { choiceOrNull, flag, orList } from './options.ts'
import { UsageError } from './usageError.ts'

/** What an argument or an environment variable names. */
export interface Named<T> {
  readonly value: T
  readonly from: 'argument' | 'environment'
}

const { practice: PRACTICE, live: LIVE } = Mode.enum
const MODE = 'PATCHBAY_MODE'
const ENGINE = 'PATCHBAY_ENGINE'

const modeIn = choiceOrNull({ value: 'mode', values: Mode.options, summary: '' })
const nameIn = choiceOrNull({
  value: 'name',
  values: [PRACTICE, ...engineNames],
  variable: ENGINE,
  summary: `Run live on this engine alone: ${orList(engineNames)}; practice is free, and the default. Naming an engine approves the cost`,
})

const fromOf = ({ name }: OptionInput): Named<unknown>['from'] =>
  name.startsWith('--') ? 'argument' : 'environment'

/** The options of a command that runs workflows: in practice by default, so that nothing is ever spent by surprise. */
export const modeOptions: {
  readonly live: Option<Named<Mode> | null>
  readonly engine: Option<Named<string> | null>
} = {
  live: {
    ...flag('Run on the real engines, which costs money. Naming it approves the cost'),
    variable: MODE,
    read(given) {
      if (given.values.length === 0) return null
      const from = fromOf(given)
      const value = from === 'argument' ? LIVE : modeIn.read(given)
      return value === null ? null : { value, from }
    },
  },
  engine: {
    ...nameIn,
    read(given) {
      const value = nameIn.read(given)
      return value === null ? null : { value, from: fromOf(given) }
    },
  },
}

/** Where a command runs: in practice, or live on every engine or on one alone. */
export interface Destination {
  readonly mode: Mode
  readonly only: EngineId | null
  /** What names it; null: nothing. */
  readonly from: Named<unknown>['from'] | null
}

export interface GivenOptions {
  readonly live: Named<Mode> | null
  readonly engine: Named<string> | null
}

/**
 * An argument comes before the environment, and where both speak at the same level of different modes, practice counts
 * in the environment. Throws `UsageError` for arguments that contradict each other, or if an address cannot be used.
 */
export function destinationOf(given: GivenOptions, env: Readonly<NodeJS.ProcessEnv>): Destination {
  const destination = chooseDestination(given)
  // The addresses of the engines are arguments like any other, wherever they are given.
  const problem = destination.mode === LIVE ? addressProblem(env, destination.only) : null
  if (problem !== null) throw new UsageError(problem)
  return destination
}

function chooseDestination({ live, engine }: GivenOptions): Destination {
  const isPractice = engine?.value === PRACTICE
  if (live?.from === 'argument' && engine?.from === 'argument' && isPractice)
    throw new UsageError('--live and --engine practice exclude each other')
  const only = engine === null || isPractice ? null : engine.value
  if (live?.from === 'argument') return { mode: LIVE, only, from: 'argument' }
  if (engine?.from === 'argument') return { mode: isPractice ? PRACTICE : LIVE, only, from: 'argument' }
  const modes: Mode[] = []
  if (live !== null) modes.push(live.value)
  if (engine !== null) modes.push(isPractice ? PRACTICE : LIVE)
  const from = modes.length === 0 ? null : 'environment'
  const mode = modes.length > 0 && modes.every((each) => each === LIVE) ? LIVE : PRACTICE
  return { mode, only: mode === LIVE ? only : null, from }
}

/** The destination of a command without such arguments. Throws `UsageError` likewise. */
export function destinationIn(env: Readonly<NodeJS.ProcessEnv>): Destination {
  const input = (name: string): OptionInput => {
    const text = env[name] ?? ''
    return { name, values: text === '' ? [] : [text], env }
  }
  const given = { live: modeOptions.live.read(input(MODE)), engine: modeOptions.engine.read(input(ENGINE)) }
  return destinationOf(given, env)
}
