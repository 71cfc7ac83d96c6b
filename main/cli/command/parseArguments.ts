import { parseArgs } from 'node:util'
import { nearestName } from './nearestName.ts'
import type { Option } from './options.ts'
import type { Parameter } from './parameters.ts'
import { UsageError } from './usageError.ts'

interface Readable {
  readonly name: string
  readonly parameters: Readonly<Record<string, Parameter<unknown>>>
  readonly options: Readonly<Record<string, Option<unknown>>>
}

/**
 * The arguments after a command's name, parsed by its declaration: a value for each parameter and each option.
 * Arguments take precedence over the environment. Throws `UsageError`, naming the argument.
 */
export function parseArguments(
  command: Readable,
  words: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
): Readonly<Record<string, unknown>> {
  const { options, parameters } = command
  const { positionals, values } = sortArguments(command, words)
  const read = new Map<string, unknown>()
  for (const [name, option] of Object.entries(options)) {
    const given = values.get(name)
    const fromEnv = option.variable === null ? '' : (env[option.variable] ?? '')
    const named =
      given === undefined && option.variable !== null && fromEnv !== ''
        ? { name: option.variable, values: [fromEnv] }
        : { name: `--${name}`, values: given ?? [] }
    read.set(name, option.read({ ...named, env }))
  }
  let next = 0
  for (const [name, parameter] of Object.entries(parameters)) {
    const own = positionals.slice(next, parameter.rest ? undefined : next + 1)
    next += own.length
    if (own.length === 0 && parameter.required)
      throw new UsageError(`${command.name} needs <${parameter.value}>: ${parameter.summary}`)
    read.set(name, parameter.read(own))
  }
  if (next < positionals.length)
    throw new UsageError(`${command.name} does not take the argument ${JSON.stringify(positionals[next])}`)
  return Object.fromEntries(read)
}

/** Separates options, with their values, from other arguments. */
function sortArguments(
  { name: command, options }: Readable,
  words: readonly string[],
): { readonly positionals: readonly string[]; readonly values: ReadonlyMap<string, readonly string[]> } {
  const types = Object.entries(options).map(([name, { value }]) => [
    name,
    { type: value === null ? ('boolean' as const) : ('string' as const) },
  ])
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(types) as Readonly<Record<string, { type: 'boolean' | 'string' }>>,
    allowPositionals: true,
    // Errors are reported here, with our own messages.
    strict: false,
    tokens: true,
  })
  const positionals: string[] = []
  const values = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const option = rawName.startsWith('--') && Object.hasOwn(options, name) ? options[name] : undefined
    if (option === undefined) {
      const names = Object.keys(options).map((each) => `--${each}`)
      throw new UsageError(`${command} has no option ${rawName}${nearestName(rawName, names)}`)
    }
    if (option.value === null && value !== undefined)
      throw new UsageError(`${rawName} takes no value, but was given ${JSON.stringify(value)}`)
    if (option.value !== null && value === undefined)
      throw new UsageError(`${rawName} needs a value: ${rawName} <${option.value}>`)
    if (option.value !== null && !inlineValue && isOptionLike(value ?? ''))
      throw new UsageError(
        `${rawName} needs a value: ${rawName} <${option.value}>. Write ${rawName}=${value} if that is the value`,
      )
    values.set(name, [...(values.get(name) ?? []), value ?? ''])
  }
  return { positionals, values }
}

const isOptionLike = (word: string): boolean => word.startsWith('-') && word !== '-'
