import type { Registry } from '#shared/nodes/registry.ts'
import type { UnitPrice } from '#shared/pricing/unitPrice.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { Clock } from '#shared/services.ts'
import type { HostLog } from '../../platform/openLog.ts'
import type { HostOptions } from '../../host/createHost.ts'
import type { Console } from '../console/console.ts'
import type { ExitCode } from '../console/exitCode.ts'
import type { Option } from './options.ts'
import { flag } from './options.ts'
import type { Parameter } from './parameters.ts'
import { parseArguments } from './parseArguments.ts'

/** The parts of the process that a command may use. */
export interface CommandContext {
  /** Every command, for help and completion. */
  readonly commands: readonly Command[]
  /** The node types of this user's host, read on the first call. */
  readonly registry: () => Registry
  /** What the engines have said a unit of their models costs, by node type, read on the first call. */
  readonly prices: () => ReadonlyMap<string, UnitPrice>
  /** The local node types. */
  readonly types: readonly NodeType[]
  readonly endpoints: readonly Endpoint[]
  readonly console: Console
  readonly log: HostLog
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly random: () => number
  readonly clock: Clock
  readonly now: () => number
  /** Aborted when the user interrupts. */
  readonly interrupted: AbortSignal
  /** Sets the message for a user who interrupts. */
  readonly setInterruptMessage: (message: string) => void
  readonly version: string
  /** Threads that outlive the command; its own by default. */
  readonly workers?: NonNullable<HostOptions['workers']>
}

/** The topics of the overview, in its order. */
export const groups = {
  workflows: 'Workflows',
  runs: 'Runs and jobs',
  library: 'Library',
  editor: 'Editor and practice engine',
  help: 'Help',
} as const

export type Parameters = Readonly<Record<string, Parameter<unknown>>>
export type Options = Readonly<Record<string, Option<unknown>>>

/** The values of a command by name: its arguments, its options, and whether `--json` was given. */
export type Given<P extends Parameters, O extends Options> = {
  readonly [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never
} & {
  readonly [Name in keyof O]: O[Name] extends Option<infer T> ? T : never
} & { readonly json: boolean }

export interface CommandDeclaration<P extends Parameters, O extends Options> {
  /** One word, or two where several commands share the first, as in `job attach`. */
  readonly name: string
  readonly group: keyof typeof groups
  /** One line, without a full stop. */
  readonly summary: string
  /** What else a user should know before using it, one paragraph each. */
  readonly details?: readonly string[]
  /** In their order on the command line. */
  readonly parameters?: P
  /** By name, without the dashes. */
  readonly options?: O
  /** What `--json` prints; absent if the command has no such option. */
  readonly json?: string
  readonly examples?: readonly { readonly line: string; readonly does: string }[]
  run(given: Given<P, O>, context: CommandContext): ExitCode | Promise<ExitCode>
}

/** A command for help, completion and dispatch. */
export interface Command<G = unknown> {
  readonly name: string
  readonly group: keyof typeof groups
  readonly summary: string
  readonly details: readonly string[]
  readonly parameters: Parameters
  /** With `json`, if the command has it. */
  readonly options: Options
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  /** Parses the arguments after the name. Throws `UsageError`, naming the argument. */
  read(words: readonly string[], env: Readonly<NodeJS.ProcessEnv>): G
  run(given: G, context: CommandContext): ExitCode | Promise<ExitCode>
}

/** Declares a command: its help, its completion and the parsing of its arguments are derived from this alone. */
export function defineCommand<const P extends Parameters, const O extends Options>(
  declared: CommandDeclaration<P, O>,
): Command<Given<P, O>> {
  const { name, group, summary, details = [], examples = [], json } = declared
  const parameters: Parameters = declared.parameters ?? {}
  const options: Options = { ...declared.options, ...(json !== undefined && { json: flag(json) }) }
  return {
    name,
    group,
    summary,
    details,
    parameters,
    options,
    examples,
    read(words, env) {
      const given = parseArguments({ name, parameters, options }, words, env)
      // The cast follows `parseArguments`: each name has the result of its own parameter or option.
      return { json: false, ...given } as Given<P, O>
    },
    run: (given, context) => declared.run(given, context),
  }
}
